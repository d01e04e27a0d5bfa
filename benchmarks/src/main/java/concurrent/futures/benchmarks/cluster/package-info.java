/// Agents on this machine, beside the plain calls of the engine that carries what they say.
@NullMarked
package concurrent.futures.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
