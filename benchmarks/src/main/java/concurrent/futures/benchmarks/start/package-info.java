/// How long it takes until a worker is there.
@NullMarked
package concurrent.futures.benchmarks.start;

import org.jspecify.annotations.NullMarked;
