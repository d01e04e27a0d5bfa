/// Workloads whose arguments and results are large.
@NullMarked
package concurrent.futures.benchmarks.payload;

import org.jspecify.annotations.NullMarked;
