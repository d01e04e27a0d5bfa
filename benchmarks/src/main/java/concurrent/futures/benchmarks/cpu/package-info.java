/// Work that keeps the processors busy, and how short it may be.
@NullMarked
package concurrent.futures.benchmarks.cpu;

import org.jspecify.annotations.NullMarked;
