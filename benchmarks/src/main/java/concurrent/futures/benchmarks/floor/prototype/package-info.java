/// The least that could run tiny tasks in other processes: tasks in batches over a socket, and no bookkeeping at all.
///
/// No cancelling, no states, no crash that is survived, no class that is shipped, no flow control: what is left is
/// what the pool is measured by, with futures as it has them, with slots, or with nothing but numbers.
@NullMarked
package concurrent.futures.benchmarks.floor.prototype;

import org.jspecify.annotations.NullMarked;
