/// What the table of results is made of: its rows, with whom each is compared, what each is to reach; and the
/// results.
@NullMarked
package concurrent.futures.benchmarks.table;

import org.jspecify.annotations.NullMarked;
