/// What pending futures, idle workers and long maps cost in memory.
@NullMarked
package concurrent.futures.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
