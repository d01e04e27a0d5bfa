package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Names, time limits and retries of tasks.
public abstract class OptionsContract extends Contract {
    private static final TaskOptions DEFAULTS = TaskOptions.defaults();
    private static final Duration LIMIT = Duration.ofMillis(100);

    /// Enough to come to a gate in a worker that has just started, on a busy machine.
    private static final Duration ENOUGH_TO_ARRIVE = Duration.ofMillis(500);

    /// For subclasses.
    protected OptionsContract() {}

    @Test
    void aViewRunsOnTheSameWorkersWithItsOwnOptions() {
        Executor named = executor().with(DEFAULTS.withName("thumbnail"));
        assertEquals(
                "thumbnail",
                named.submit(() -> TaskContext.current().taskName()).result());
        assertNull(executor().submit(() -> TaskContext.current().taskName()).result());
        assertEquals(
                List.of("thumbnail"),
                named.map(x -> TaskContext.current().taskName(), List.of(1)).toList());
        assertEquals(3, executor().statistics().submitted());
        assertEquals(executor().statistics(), named.statistics());
        assertEquals(executor().maxWorkers(), named.maxWorkers());
    }

    @Test
    void theOptionsOfAViewReplaceThoseOfTheViewBelow() {
        Executor view = executor().with(DEFAULTS.withName("below")).with(DEFAULTS.withRetries(1));
        assertNull(view.submit(() -> TaskContext.current().taskName()).result());
    }

    @Test
    void aTaskThatTakesTooLongFailsAndIsStopped() {
        Executor single = open(1);
        Gate open = gate();
        open.open();
        // So that its worker knows the code, and the limit is not hit on the way to the gate.
        assertEquals(true, single.submit(() -> open.pass()).result());
        Gate gate = gate();
        Executor limited = single.with(DEFAULTS.withName("slow").withTimeout(LIMIT));
        Future<Boolean> future = limited.submit(() -> gate.pass());
        TaskTimeoutException exception = assertThrows(TaskTimeoutException.class, future::result);
        assertTrue(exception.getMessage().contains("slow"), exception::getMessage);
        assertTrue(exception.getMessage().contains("0.1s"), exception::getMessage);
        assertEquals(Future.State.FAILED, future.state());
        assertFalse(future.isCancelled());
        gate.awaitDeparture();
        assertEquals(1, single.statistics().failed());
        assertEquals(1, single.submit(() -> 1).result());
    }

    @Test
    void theTimeLimitCountsFromTheStart() {
        Executor single = open(1);
        Gate gate = gate();
        occupy(single, gate);
        long submitted = System.nanoTime();
        Future<Integer> limited =
                single.with(DEFAULTS.withTimeout(Duration.ofMillis(500))).submit(() -> 1);
        letPass(submitted + 700_000_000);
        assertFalse(limited.isDone());
        gate.open();
        assertEquals(1, limited.result());
    }

    @Test
    void aTaskWithinItsLimitIsLeftAlone() {
        for (Duration limit : List.of(Duration.ofDays(1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertEquals(
                    1,
                    executor().with(DEFAULTS.withTimeout(limit)).submit(() -> 1).result());
        }
    }

    @Test
    void ofManyLimitedTasksOnlyTheSlowOnesFail() {
        Gate gate = gate();
        Executor limited = executor().with(DEFAULTS.withTimeout(Duration.ofMillis(1500)));
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            all.add(limited.submit(() -> number % 20 == 7 ? gate.pass(number) : number));
        }
        for (int i = 0; i < 40; i++) {
            if (i % 20 == 7) {
                assertThrows(TaskTimeoutException.class, all.get(i)::result);
            } else {
                assertEquals(i, all.get(i).result());
            }
        }
    }

    @Test
    void aSlowElementOfAChunkFailsAlone() {
        Gate gate = gate();
        Executor limited = executor().with(DEFAULTS.withTimeout(Duration.ofSeconds(2)));
        var iterator = limited.map(
                        x -> x == 1 ? gate.pass(x) : x,
                        List.of(0, 1, 2, 3),
                        concurrent.futures.MapOptions.defaults().withChunkSize(4))
                .iterator();
        assertEquals(0, iterator.next());
        assertThrows(TaskTimeoutException.class, iterator::next);
        assertEquals(2, iterator.next());
        assertEquals(3, iterator.next());
    }

    @Test
    void aTaskThatIgnoresTheLimitIsStoppedOrKeepsItsWorker() {
        Executor single = open(1);
        Gate gate = gate();
        Future<Boolean> stubborn = single.with(DEFAULTS.withTimeout(LIMIT)).submit(() -> gate.passIgnoringInterrupts());
        assertThrows(TaskTimeoutException.class, stubborn::result);
        Future<Integer> next = single.submit(() -> 2);
        if (can(Capability.STOPS_TASKS_THAT_IGNORE_INTERRUPTS)) {
            assertEquals(2, next.result());
        } else {
            gate.awaitArrivals(2);
            assertFalse(next.isDone());
            gate.open();
            assertEquals(2, next.result());
        }
    }

    @Test
    void callbacksOfATimeLimitDoNotHoldUpOtherLimits() throws Exception {
        Gate gate = gate();
        CompletableFuture<Boolean> otherEnded = new CompletableFuture<>();
        otherEnded.orTimeout(kind().patience().toMillis(), TimeUnit.MILLISECONDS);
        Executor limited = executor().with(DEFAULTS.withTimeout(LIMIT));
        Future<Boolean> first = limited.submit(() -> gate.pass());
        CompletableFuture<Boolean> firstWaited = new CompletableFuture<>();
        first.addDoneCallback(ended -> firstWaited.complete(otherEnded.join()));
        Future<Boolean> second = limited.submit(() -> gate.pass());
        assertThrows(TaskTimeoutException.class, second::result);
        otherEnded.complete(true);
        assertTrue(firstWaited.get());
    }

    @Test
    void retriesFollowALimitAndNotAnExceptionOfTheTask() {
        Trail trail = trail();
        Gate gate = gate();
        Executor persistent = executor().with(DEFAULTS.withTimeout(LIMIT).withRetries(2));
        Future<Boolean> slow = persistent.submit(() -> {
            trail.add("attempt");
            return gate.pass();
        });
        String message = assertThrows(TaskTimeoutException.class, slow::result).getMessage();
        assertTrue(message.contains("(attempt 3 of 3)"), message);
        // On a busy machine, the limit of one may be hit before its code runs: it leaves nothing, or does so later.
        assertTrue(Collections.frequency(trail.events(), "attempt") <= 3, () -> "not more: " + trail.events());
        assertEquals(2, executor().statistics().retried());
        Future<Integer> failing = persistent.submit(() -> {
            trail.add("failing");
            return Integer.parseInt("none");
        });
        assertEquals(NumberFormatException.class, failing.exception().getClass());
        assertEquals(
                1, Collections.frequency(trail.events(), "failing"), "after its own exception a task is not run again");
        close(executor());
        assertEquals(2, executor().statistics().submitted(), "further attempts are no further tasks");
        assertEquals(2, executor().statistics().failed());
        assertEquals(2, executor().statistics().retried(), "its own exception is no reason");
    }

    @Test
    void aRetryMaySucceed() {
        Trail trail = trail();
        Gate gate = gate();
        Executor persistent =
                executor().with(DEFAULTS.withTimeout(Duration.ofMillis(900)).withRetries(3));
        Future<Integer> future = persistent.submit(() -> {
            trail.add("attempt");
            int attempt = trail.events().size();
            return attempt < 3 ? gate.pass(attempt) : attempt;
        });
        assertEquals(3, future.result());
        assertEquals(3, trail.events().size());
    }

    @Test
    void aTaskThatIsRetriedCanBeCancelled() {
        Gate gate = gate();
        Executor persistent =
                executor().with(DEFAULTS.withTimeout(ENOUGH_TO_ARRIVE).withRetries(1_000_000));
        Future<Boolean> future = persistent.submit(() -> gate.pass());
        gate.awaitArrivals(3);
        assertTrue(future.cancel(true));
        assertTrue(future.isCancelled());
        close(executor());
        assertEquals(1, executor().statistics().cancelled());
    }

    @Test
    void aTaskThatIsRetriedIsStoppedByShutdownNow() {
        Gate gate = gate();
        Executor persistent =
                executor().with(DEFAULTS.withTimeout(ENOUGH_TO_ARRIVE).withRetries(1_000_000));
        Future<Boolean> future = persistent.submit(() -> gate.pass());
        gate.awaitArrivals(3);
        executor().shutdownNow();
        awaitAll(List.of(future));
        close(executor());
        assertTrue(future.isCancelled() || future.exception() instanceof InterruptedException, future::toString);
    }

    @Test
    void badOptionsAreRefused() {
        for (Duration bad : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            String message = assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withTimeout(bad))
                    .getMessage();
            assertTrue(message.contains(bad.toString()), message);
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withRetries(-1))
                .getMessage()
                .contains("-1"));
        for (String bad : List.of("", " \t")) {
            String message = assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withName(bad))
                    .getMessage();
            assertTrue(message.contains("'" + bad.replace('\t', '?') + "': leave it out"), message);
        }
        assertThrows(NullPointerException.class, () -> DEFAULTS.withName(null));
        assertThrows(NullPointerException.class, () -> DEFAULTS.withTimeout(null));
    }
}
