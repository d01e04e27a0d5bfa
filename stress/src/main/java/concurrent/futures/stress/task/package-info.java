/// What runs in the workers during a soak: tasks that leave a proof of having run.
@NullMarked
package concurrent.futures.stress.task;

import org.jspecify.annotations.NullMarked;
