package concurrent.futures.internal.event.jfr;

import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskInfo;
import concurrent.futures.event.TaskStarted;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerEvent;
import concurrent.futures.event.WorkerReady;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Printable;
import concurrent.futures.internal.event.Recorder;
import concurrent.futures.internal.event.Recording;
import concurrent.futures.spi.TaskTrace.Serialized;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.RecordingState;

/// Writes to the flight recordings of this JVM. Whether an event is wanted is asked before its fields are filled.
public final class FlightRecording implements Recording {
    private static final FlightRecording INSTANCE = new FlightRecording();

    /// Who waits longer is recorded, unless the recording says otherwise.
    private static final long QUEUE_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /// What takes longer to be written or read is recorded.
    private static final long SERIALIZATION_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private FlightRecording() {}

    /// From now on, tells the [Recorder] whether there is a recording.
    public static void attach() {
        FlightRecorder.addListener(new FlightRecorderListener() {
            @Override
            public void recordingStateChanged(jdk.jfr.Recording changed) {
                look();
            }
        });
        if (FlightRecorder.isInitialized()) {
            look();
        }
    }

    /// Whoever has begun a recording waits for it, if there is no memory: else the hubs that are there would never
    /// learn of it.
    private static void look() {
        while (true) {
            try {
                Recorder.change(isRunning() ? INSTANCE : null);
                return;
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e);
            }
        }
    }

    private static boolean isRunning() {
        for (jdk.jfr.Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
            if (recording.getState() == RecordingState.RUNNING) {
                return true;
            }
        }
        return false;
    }

    @Override
    public OfTask task() {
        return new Task();
    }

    private static final class Task implements OfTask {
        private final QueueWaitRecord wait = new QueueWaitRecord();
        private TaskRecord record = new TaskRecord();

        Task() {
            wait.begin();
        }

        @Override
        public void started(TaskStarted event) {
            wait.end();
            if (event.attempt() == 1 && hasWaitedLong(event) && wait.shouldCommit()) {
                TaskInfo task = event.task();
                wait.executor = task.executor();
                wait.task = task.id();
                wait.name = Printable.of(task.name());
                wait.queueTime = event.queueTime().toNanos();
                wait.commit();
            }
            record = new TaskRecord();
            record.begin();
        }

        /// The threshold of the recording, which nobody tells, is for the time until now. A task in another process may
        /// have begun long before: that it has is seen at its end.
        private static boolean hasWaitedLong(TaskStarted event) {
            long waited = event.queueTime().toNanos();
            return waited > QUEUE_WAIT_NANOS || System.nanoTime() - event.nanoTime() < waited / 4;
        }

        @Override
        public void ended(TaskEnded event) {
            record.end();
            if (!record.shouldCommit()) {
                return;
            }
            TaskInfo task = event.task();
            Throwable failure = event.failure();
            record.executor = task.executor();
            record.task = task.id();
            record.name = Printable.of(task.name());
            record.arguments = task.arguments();
            record.worker = event.worker();
            record.outcome = event.outcome().name();
            record.failure = failure == null ? null : failure.getClass().getName();
            record.attempts = event.attempts();
            record.queueTime = event.queueTime().toNanos();
            record.runTime = event.runTime().toNanos();
            record.bytesSent = event.bytesSent();
            record.bytesReceived = event.bytesReceived();
            record.commit();
        }

        @Override
        public void serialized(TaskInfo task, Serialized what, long nanos, long bytes) {
            if (nanos < SERIALIZATION_NANOS) {
                return;
            }
            SerializationRecord serialization = new SerializationRecord();
            if (serialization.shouldCommit()) {
                serialization.executor = task.executor();
                serialization.task = task.id();
                serialization.name = Printable.of(task.name());
                serialization.what = what.name();
                serialization.time = nanos;
                serialization.bytes = bytes;
                serialization.commit();
            }
        }
    }

    @Override
    public void tell(WorkerEvent event) {
        switch (event) {
            case WorkerReady ready -> {
                WorkerStartRecord start = new WorkerStartRecord();
                if (start.shouldCommit()) {
                    start.executor = ready.executor();
                    start.worker = ready.worker();
                    start.startupTime = ready.startTime().toNanos();
                    start.commit();
                }
            }
            case WorkerCrashed crashed -> {
                WorkerCrashRecord crash = new WorkerCrashRecord();
                if (crash.shouldCommit()) {
                    crash.executor = crashed.executor();
                    crash.worker = crashed.worker();
                    crash.pid = crashed.pid();
                    crash.cause = crashed.cause();
                    crash.commit();
                }
            }
            default -> {
                return; // The recording has the tasks, and what goes wrong.
            }
        }
    }
}
