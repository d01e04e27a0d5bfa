/// What is large: many futures, many elements, many bytes, many workers; and what a task costs as they grow.
@NullMarked
package concurrent.futures.benchmarks.large;

import org.jspecify.annotations.NullMarked;
