/// How long a pool takes to get over the death of a worker.
@NullMarked
package concurrent.futures.stress.heal;

import org.jspecify.annotations.NullMarked;
