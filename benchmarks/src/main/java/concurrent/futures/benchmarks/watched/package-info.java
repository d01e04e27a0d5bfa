/// What it costs to be watched: tiny tasks with a dashboard attached, and without.
@NullMarked
package concurrent.futures.benchmarks.watched;

import org.jspecify.annotations.NullMarked;
