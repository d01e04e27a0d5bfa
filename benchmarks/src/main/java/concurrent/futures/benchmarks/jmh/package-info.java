/// Runs benchmarks of JMH as workloads.
@NullMarked
package concurrent.futures.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
