package concurrent.futures.internal.event.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/// A task has waited long for a worker.
@Name("concurrent.futures.QueueWait")
@Label("Queue Wait")
@Category("concurrent.futures")
@Description("A task waited for a worker")
@StackTrace(false)
@Threshold("100 ms")
@SuppressWarnings("unused") // the fields are read by the flight recorder
final class QueueWaitRecord extends Event {
    @Label("Executor")
    @Nullable
    String executor;

    @Label("Task Number")
    long task;

    @Label("Name")
    @Nullable
    String name;

    @Label("Queue Time")
    @Timespan
    long queueTime;
}
