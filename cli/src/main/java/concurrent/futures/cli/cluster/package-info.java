/// Runs an agent of a cluster, and shows who is there.
@NullMarked
package concurrent.futures.cli.cluster;

import org.jspecify.annotations.NullMarked;
