package concurrent.futures.internal.event.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/// A task, from its begin to its end.
@Name("concurrent.futures.Task")
@Label("Task")
@Category("concurrent.futures")
@Description("A task of an executor, from the begin of its last attempt to its end")
@StackTrace(false)
@SuppressWarnings("unused") // the fields are read by the flight recorder
final class TaskRecord extends Event {
    @Label("Executor")
    @Nullable
    String executor;

    @Label("Task Number")
    long task;

    @Label("Name")
    @Nullable
    String name;

    @Label("Arguments")
    @Description("What they are, where the task's options ask for that")
    @Nullable
    String arguments;

    @Label("Worker")
    @Nullable
    String worker;

    @Label("Outcome")
    @Nullable
    String outcome;

    @Label("Failure")
    @Description("Class of the exception")
    @Nullable
    String failure;

    @Label("Attempts")
    int attempts;

    @Label("Queue Time")
    @Timespan
    long queueTime;

    @Label("Run Time")
    @Timespan
    long runTime;

    @Label("Bytes Sent")
    @DataAmount
    long bytesSent;

    @Label("Bytes Received")
    @DataAmount
    long bytesReceived;
}
