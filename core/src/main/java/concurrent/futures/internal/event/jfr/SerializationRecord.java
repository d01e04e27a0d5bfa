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

/// A task or its outcome took long to be written or read, in the parent process.
@Name("concurrent.futures.Serialization")
@Label("Serialization")
@Category("concurrent.futures")
@Description("A task was written for a worker process, or its outcome was read, and that took long")
@StackTrace(false)
@SuppressWarnings("unused") // the fields are read by the flight recorder
final class SerializationRecord extends Event {
    @Label("Executor")
    @Nullable
    String executor;

    @Label("Task Number")
    long task;

    @Label("Name")
    @Nullable
    String name;

    @Label("What")
    @Description("TASK: code and arguments, which were written; OUTCOME: result or exception, which was read")
    @Nullable
    String what;

    @Label("Time")
    @Timespan
    long time;

    @Label("Bytes")
    @DataAmount
    long bytes;
}
