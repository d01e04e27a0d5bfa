/// What every workload uses: how large it is to be, its clock, its samples, its figures.
@NullMarked
package concurrent.futures.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
