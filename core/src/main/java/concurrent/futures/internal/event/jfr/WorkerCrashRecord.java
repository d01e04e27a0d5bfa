package concurrent.futures.internal.event.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// A worker has died.
@Name("concurrent.futures.WorkerCrash")
@Label("Worker Crash")
@Category("concurrent.futures")
@Description("A worker has ended that should not, or had to be killed")
@StackTrace(false)
@SuppressWarnings("unused") // the fields are read by the flight recorder
final class WorkerCrashRecord extends Event {
    @Label("Executor")
    @Nullable
    String executor;

    @Label("Worker")
    @Nullable
    String worker;

    @Label("Process Id")
    long pid;

    @Label("Cause")
    @Nullable
    String cause;
}
