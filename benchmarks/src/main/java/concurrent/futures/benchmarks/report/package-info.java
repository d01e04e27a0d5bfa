/// Tells the results: as a table for people, as JSON, and as a chart.
@NullMarked
package concurrent.futures.benchmarks.report;

import org.jspecify.annotations.NullMarked;
