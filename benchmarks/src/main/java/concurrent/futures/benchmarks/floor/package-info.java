/// What the machine and the JVM can do at best, without this library: what the other figures are compared with.
@NullMarked
package concurrent.futures.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
