/// Runs the programs: each in a process of its own, in turn, several rounds.
@NullMarked
package concurrent.futures.benchmarks.run;

import org.jspecify.annotations.NullMarked;
