/// Workloads of tasks that do next to nothing, so that what is measured is the pool.
@NullMarked
package concurrent.futures.benchmarks.tiny;

import org.jspecify.annotations.NullMarked;
