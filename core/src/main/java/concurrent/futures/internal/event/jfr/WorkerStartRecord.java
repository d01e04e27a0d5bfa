package concurrent.futures.internal.event.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/// A worker is ready.
@Name("concurrent.futures.WorkerStart")
@Label("Worker Start")
@Category("concurrent.futures")
@Description("A worker, a thread or a process, is ready for its first task")
@StackTrace(false)
@SuppressWarnings("unused") // the fields are read by the flight recorder
final class WorkerStartRecord extends Event {
    @Label("Executor")
    @Nullable
    String executor;

    @Label("Worker")
    @Nullable
    String worker;

    @Label("Start Time")
    @Description("From its start until it was ready")
    @Timespan
    long startupTime;
}
