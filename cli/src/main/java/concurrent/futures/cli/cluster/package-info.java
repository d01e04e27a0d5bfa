/// Runs an agent of a cluster, shows who is there, and makes certificates for its nodes.
@NullMarked
package concurrent.futures.cli.cluster;

import org.jspecify.annotations.NullMarked;
