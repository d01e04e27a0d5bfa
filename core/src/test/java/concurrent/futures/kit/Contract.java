package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ReturnWhen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the suites share: executors that are closed after each test, gates that are opened, trails that are deleted.
///
/// After each test every executor's statistics must add up, with nothing pending or running.
@ExtendWith({Watchdog.class, NothingLeftBehind.class})
public abstract class Contract {
    private final List<Executor> executors = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private @Nullable Executor executor;
    private int trails;

    @TempDir
    @Nullable
    Path directory;

    /// For subclasses.
    protected Contract() {}

    /// The kind of executor that the suite is run against.
    ///
    /// @return the kind
    protected abstract ExecutorKind kind();

    /// Tells whether the kind has a capability.
    ///
    /// @param capability what is asked for
    /// @return the declared answer
    protected final boolean can(Capability capability) {
        return kind().can(capability);
    }

    /// The test's executor, with two workers.
    ///
    /// @return the same at each call
    protected final Executor executor() {
        Executor made = executor;
        if (made == null) {
            made = open(2);
            executor = made;
        }
        return made;
    }

    /// Makes a further executor.
    ///
    /// @param workers how many workers
    /// @return an executor that is closed after the test
    protected final Executor open(int workers) {
        Executor made = kind().factory().apply(workers);
        executors.add(made);
        return made;
    }

    /// Makes a gate.
    ///
    /// @return a closed gate, which is opened after the test
    protected final Gate gate() {
        Gate gate = new Gate(kind().patience());
        gates.add(gate);
        return gate;
    }

    /// Makes an empty trail.
    ///
    /// @return a trail that is deleted after the test
    protected final Trail trail() {
        return new Trail(file("trail-" + trails++).toString());
    }

    /// A file of the test's own.
    ///
    /// @param name its name
    /// @return its path; it does not exist yet
    protected final Path file(String name) {
        return java.util.Objects.requireNonNull(directory).resolve(name);
    }

    /// Makes a future that has not started, and will not before the gate is open, on a single worker.
    ///
    /// @param single an executor with one worker
    /// @param gate a closed gate
    /// @return the future of the task that keeps the worker busy, running
    protected static Future<Boolean> occupy(Executor single, Gate gate) {
        int before = gate.arrivals();
        Future<Boolean> blocker = single.submit(() -> gate.pass());
        gate.awaitArrivals(before + 1);
        return blocker;
    }

    /// Waits until all futures have ended.
    ///
    /// @param futures the futures
    protected final void awaitAll(Collection<? extends Future<?>> futures) {
        for (Future<?> future : futures) {
            int notDone = Futures.waitFor(List.of(future), ReturnWhen.ALL_COMPLETED, kind().patience())
                    .notDone()
                    .size();
            assertEquals(0, notDone, () -> future + " has not ended in " + kind().patience());
        }
    }

    /// Waits for what the API has no event for.
    ///
    /// @param what names the condition
    /// @param condition looked at again and again
    protected final void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + kind().patience().toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(what + ": not in " + kind().patience());
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /// Waits until a thread waits for something.
    ///
    /// @param thread the thread
    protected final void awaitBlocked(Thread thread) {
        await(thread + " blocks", () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            default -> false;
        });
    }

    /// Lets time go by until a moment on the clock of [System#nanoTime()].
    ///
    /// @param nanoTime the moment
    protected static void letPass(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// Closes an executor, and fails when that takes longer than the patience lasts.
    ///
    /// @param each an executor
    protected final void close(Executor each) {
        Thread closing = Thread.ofPlatform().daemon(true).name("closing").start(each::close);
        try {
            if (!closing.join(kind().patience())) {
                closing.interrupt();
                throw new AssertionError("close has not returned in " + kind().patience() + ": " + each.statistics());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for close to return", e);
        }
    }

    @AfterEach
    final void everythingEnds() {
        gates.forEach(Gate::open);
        executors.forEach(this::close);
        for (Executor each : executors) {
            ExecutorStatistics statistics = each.statistics();
            assertAddsUp(statistics);
            assertEquals(0, statistics.pending(), () -> "pending after close: " + statistics);
            assertEquals(0, statistics.running(), () -> "running after close: " + statistics);
            assertEquals(0, statistics.workers(), () -> "workers after close: " + statistics);
        }
    }

    /// Checks that the statistics add up, and no number is negative.
    ///
    /// @param s a snapshot
    protected static void assertAddsUp(ExecutorStatistics s) {
        assertEquals(
                s.submitted(), s.pending() + s.running() + s.succeeded() + s.failed() + s.cancelled(), s::toString);
        long least = Math.min(
                Math.min(s.pending(), s.running()), Math.min(s.succeeded(), Math.min(s.failed(), s.cancelled())));
        assertEquals(0, Math.min(0, least), s::toString);
    }
}
