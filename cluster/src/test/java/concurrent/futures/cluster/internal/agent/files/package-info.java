/// Tests of what agents keep on disk.
@NullMarked
package concurrent.futures.cluster.internal.agent.files;

import org.jspecify.annotations.NullMarked;
