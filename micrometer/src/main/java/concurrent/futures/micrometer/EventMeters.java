package concurrent.futures.micrometer;

import concurrent.futures.event.EventsDropped;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskEnded.Outcome;
import concurrent.futures.event.TaskProgressed;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.event.TaskStarted;
import concurrent.futures.event.TaskSubmitted;
import concurrent.futures.event.WorkerBusy;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerIdle;
import concurrent.futures.event.WorkerReady;
import concurrent.futures.event.WorkerReplaced;
import concurrent.futures.event.WorkerRetired;
import concurrent.futures.event.WorkerSampled;
import concurrent.futures.event.WorkerStarted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/// The meters that are made of events. All are there from the beginning, whatever happens: what appears only with its
/// first event has no rate then, and their number has a limit that no event can change.
///
/// The timers come in pairs. `executor` and `executor.idle` are as Micrometer's own, without histograms: a registry for
/// Prometheus that has timers of one name with and without can not be scraped at all. Those with histograms have names
/// of their own.
final class EventMeters implements ExecutorListener {
    private final BooleanSupplier isOver;

    private final Timer run;
    private final Timer runTime;
    private final Timer idle;
    private final Timer queueTime;
    private final Counter sent;
    private final Counter received;
    private final Counter started;
    private final Map<Outcome, Counter> failures = new EnumMap<>(Outcome.class);
    private final Map<CrashCause, Counter> crashes = new EnumMap<>(CrashCause.class);

    /// Makes the meters.
    ///
    /// @param shelf takes them
    /// @param isOver whether nobody wants to know any more; asked at each event
    EventMeters(Shelf shelf, BooleanSupplier isOver) {
        this.isOver = isOver;
        run = shelf.timer("executor", "How long tasks ran");
        runTime = shelf.histogram("executor.run.time", "How long tasks ran");
        idle = shelf.timer("executor.idle", "How long tasks waited for a worker");
        queueTime = shelf.histogram("executor.queue.time", "How long tasks waited for a worker");
        sent = shelf.counter("executor.sent", "bytes", "What tasks took on the way to other processes");
        received = shelf.counter("executor.received", "bytes", "What outcomes took on the way back");
        started = shelf.counter("executor.workers.started", null, "Workers that were started");
        for (Outcome outcome : Outcome.values()) {
            if (outcome.isFailure()) {
                failures.put(
                        outcome,
                        shelf.with("cause", causeOf(outcome))
                                .counter("executor.failures", null, "Tasks that have failed, by cause"));
            }
        }
        for (CrashCause cause : CrashCause.values()) {
            crashes.put(
                    cause,
                    shelf.with("cause", cause.tag())
                            .counter("executor.workers.crashes", null, "Workers that ended otherwise than told"));
        }
    }

    private static String causeOf(Outcome failed) {
        return switch (failed) {
            case FAILED -> "exception";
            case TIMED_OUT -> "time_limit";
            case CRASHED -> "worker_lost";
            case SUCCEEDED, CANCELLED -> throw new IllegalArgumentException("not a failure: " + failed);
        };
    }

    @Override
    public void onEvent(ExecutorEvent event) {
        if (isOver.getAsBoolean()) {
            return;
        }
        switch (event) {
            case TaskStarted start -> {
                idle.record(start.queueTime());
                queueTime.record(start.queueTime());
            }
            case TaskEnded end -> ended(end);
            case WorkerStarted start -> started.increment();
            case WorkerCrashed crash -> count(crashes, CrashCause.of(crash));
            case TaskSubmitted other -> {}
            case TaskProgressed other -> {}
            case TaskRetried other -> {}
            case WorkerReady other -> {}
            case WorkerBusy other -> {}
            case WorkerIdle other -> {}
            case WorkerSampled other -> {}
            case WorkerReplaced other -> {} // the statistics have it
            case WorkerRetired other -> {}
            case EventsDropped other -> {} // the registration tells it, also when it is asked later
        }
    }

    private void ended(TaskEnded end) {
        if (end.attempts() > 0) {
            run.record(end.runTime());
            runTime.record(end.runTime());
        }
        sent.increment((double) end.bytesSent());
        received.increment((double) end.bytesReceived());
        if (end.outcome().isFailure()) {
            count(failures, end.outcome());
        }
    }

    private static <K> void count(Map<K, Counter> counters, K key) {
        Objects.requireNonNull(counters.get(key), "each has a counter").increment();
    }
}
