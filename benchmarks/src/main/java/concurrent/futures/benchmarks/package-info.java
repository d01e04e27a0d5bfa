/// The benchmarks: the programs that are started, and the list of what is measured. Each group of workloads has a
/// package of its own below, and so have measuring, running and reporting.
@NullMarked
package concurrent.futures.benchmarks;

import org.jspecify.annotations.NullMarked;
