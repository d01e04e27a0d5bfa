/// Very many tasks that wait at the same time.
@NullMarked
package concurrent.futures.stress.crowd;

import org.jspecify.annotations.NullMarked;
