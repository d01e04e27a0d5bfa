package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskOptions;
import concurrent.futures.event.EventsDropped;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskEvent;
import concurrent.futures.event.TaskStarted;
import concurrent.futures.event.TaskSubmitted;
import concurrent.futures.event.WorkerEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Those who listen: whatever they do, work goes on, and nothing is left of them.
public abstract class ListenerContract extends Contract {
    /// So many tasks have more events than fit between those who tell and those who listen.
    private static final int MORE_THAN_ROOM = 20_000;

    /// For subclasses.
    protected ListenerContract() {}

    private void awaitEnds(Heard heard, int count) {
        await(count + " ends are heard", () -> heard.ends() >= count);
    }

    private <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(kind().patience().toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Test
    void allListenersOfAllViewsHearTheSame() {
        Heard first = new Heard();
        Heard second = new Heard();
        executor().addListener(first);
        executor().with(TaskOptions.defaults().withName("view")).addListener(second);
        executor().submit(() -> 1).result();
        executor()
                .with(TaskOptions.defaults().withName("other"))
                .submit(() -> 1)
                .result();
        close(executor());
        assertEquals(2, first.ends());
        assertEquals(first.all(TaskEnded.class), second.all(TaskEnded.class));
    }

    @Test
    void aListenerHearsOfTasksThatAreSubmittedAfterItWasAdded() {
        Executor single = open(1);
        Heard first = new Heard();
        Heard second = new Heard();
        single.addListener(first);
        Gate gate = gate();
        occupy(single, gate);
        single.addListener(second);
        Future<Integer> next = single.submit(() -> 1);
        gate.open();
        assertEquals(1, next.result());
        close(single);
        assertEquals(2, first.ends());
        assertEquals(List.of(2L), List.copyOf(second.byTask().keySet()));
        assertEquals(first.ofTask(2), second.ofTask(2));
    }

    @Test
    void aListenerThatIsRemovedHearsNothingMore() {
        Heard stays = new Heard();
        Heard goes = new Heard();
        ListenerRegistration registration = executor().addListener(goes);
        executor().addListener(stays);
        executor().submit(() -> 1).result();
        awaitEnds(goes, 1);
        registration.close();
        registration.close();
        executor().submit(() -> 1).result();
        close(executor());
        assertEquals(2, stays.ends());
        assertEquals(1, goes.ends());
    }

    @Test
    void whoeverListensAgainHearsAgain() {
        for (int i = 1; i <= 3; i++) {
            Heard heard = new Heard();
            try (ListenerRegistration registration = executor().addListener(heard)) {
                executor().submit(() -> 1).result();
                awaitEnds(heard, 1);
                assertEquals(0, registration.droppedTasks() + registration.droppedEvents());
            }
        }
        assertEquals(3, executor().statistics().succeeded());
    }

    @Test
    void oneThreadCallsTheListenersOfAnExecutor() {
        Set<Thread> threads = new HashSet<>();
        executor().addListener(event -> threads.add(Thread.currentThread()));
        executor().addListener(event -> threads.add(Thread.currentThread()));
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(executor().submit(() -> 1));
        }
        awaitAll(all);
        close(executor());
        assertEquals(1, threads.size());
        assertTrue(threads.stream().noneMatch(Thread::isAlive), threads::toString);
    }

    @Test
    void whatAListenerThrowsDisturbsNobody() {
        Heard heard = new Heard();
        executor().addListener(event -> {
            throw new IllegalStateException("this listener always fails, and the test knows it");
        });
        executor().addListener(heard);
        assertEquals(1, executor().submit(() -> 1).result());
        assertEquals(2, executor().submit(() -> 2).result());
        close(executor());
        assertEquals(2, heard.ends());
    }

    @Test
    void aListenerMaySubmitAndWait() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        executor().addListener(event -> {
            if (event instanceof TaskEnded ended && ended.task().id() == 1) {
                answer.complete(executor().submit(() -> 2).result());
            }
        });
        assertEquals(1, executor().submit(() -> 1).result());
        assertEquals(2, await(answer));
    }

    @Test
    void aListenerMayCancelATaskThatHasBegun() {
        executor().addListener(event -> {
            if (event instanceof TaskStarted start && start.task().name().equals("victim")) {
                Objects.requireNonNull(start.future()).cancel(true);
            }
        });
        Future<?> victim = executor()
                .with(TaskOptions.defaults().withName("victim"))
                .submit(() -> new CountDownLatch(1).await(1, TimeUnit.HOURS));
        assertThrows(CancellationException.class, victim::result);
        assertEquals(2, executor().submit(() -> 2).result());
    }

    @Test
    void aListenerMayRemoveItself() {
        Heard heard = new Heard();
        CompletableFuture<ListenerRegistration> own = new CompletableFuture<>();
        own.complete(executor().addListener(event -> {
            heard.onEvent(event);
            await(own).close();
        }));
        executor().submit(() -> 1).result();
        await("an event is heard", () -> !heard.all().isEmpty());
        executor().submit(() -> 1).result();
        close(executor());
        assertEquals(1, heard.all().size());
    }

    @Test
    void aListenerMayCloseTheExecutor() throws Exception {
        Executor pool = executor();
        pool.addListener(event -> {
            if (event instanceof TaskEnded) {
                pool.close();
            }
        });
        assertEquals(1, pool.submit(() -> 1).result());
        assertTrue(pool.awaitTermination(kind().patience().toMillis(), TimeUnit.MILLISECONDS));
    }

    @Test
    void aListenerMayStopTheExecutor() throws Exception {
        Executor pool = executor();
        Gate gate = gate();
        pool.addListener(event -> {
            if (event instanceof TaskEnded) {
                pool.shutdownNow();
            }
        });
        pool.submit(() -> gate.pass());
        gate.awaitArrivals(1);
        assertEquals(1, pool.submit(() -> 1).result());
        assertTrue(pool.awaitTermination(kind().patience().toMillis(), TimeUnit.MILLISECONDS));
    }

    @Test
    void aSlowListenerHoldsUpNoWorkAndWhatIsDroppedIsCounted() throws Exception {
        whatASlowListenerDoesNotHearOfIsCounted(() -> {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < MORE_THAN_ROOM; i++) {
                int number = i;
                all.add(executor().submit(() -> number));
            }
            awaitAll(all);
        });
    }

    @Test
    void aSlowListenerHoldsUpNoMapAndWhatIsDroppedIsCounted() throws Exception {
        List<Integer> numbers = IntStream.range(0, MORE_THAN_ROOM).boxed().toList();
        whatASlowListenerDoesNotHearOfIsCounted(() -> assertEquals(
                numbers,
                executor().<Integer, Integer>map(number -> number, numbers).toList()));
    }

    private void whatASlowListenerDoesNotHearOfIsCounted(Runnable work) throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        Heard heard = new Heard();
        ListenerRegistration registration = executor().addListener(event -> {
            if (event instanceof TaskSubmitted submitted && submitted.task().id() == 1) {
                awaitOpen(free);
            }
            heard.onEvent(event);
        });
        work.run();
        assertTrue(registration.droppedTasks() > 0);
        free.countDown();
        close(executor());
        assertEquals(MORE_THAN_ROOM, heard.all(TaskSubmitted.class).size() + registration.droppedTasks());
        assertEquals(heard.all(TaskSubmitted.class).size(), heard.ends(), "each has its end");
        List<EventsDropped> told = heard.all(EventsDropped.class);
        assertEquals(
                registration.droppedTasks(),
                told.stream().mapToLong(EventsDropped::tasks).sum());
        assertEquals(
                registration.droppedEvents(),
                told.stream().mapToLong(EventsDropped::events).sum());
    }

    @Test
    void whatIsSubmittedInAStormAndEndsAfterItIsToldOfAsAWholeOrNotAtAll() {
        Executor single = open(1);
        CountDownLatch free = new CountDownLatch(1);
        Heard heard = new Heard();
        ListenerRegistration registration = single.addListener(event -> {
            awaitOpen(free);
            heard.onEvent(event);
        });
        Gate gate = gate();
        occupy(single, gate);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_ROOM; i++) {
            int number = i;
            all.add(single.submit(() -> number));
        }
        long dropped = registration.droppedTasks();
        assertTrue(dropped > 0);
        free.countDown();
        await("what was told of is heard", () -> heard.all(TaskSubmitted.class).size() == 1 + MORE_THAN_ROOM - dropped);
        gate.open();
        awaitAll(all);
        close(single);
        assertEquals(dropped, registration.droppedTasks());
        assertEquals(1 + MORE_THAN_ROOM - dropped, heard.ends());
        for (List<TaskEvent> events : heard.byTask().values()) {
            assertTrue(events.getFirst() instanceof TaskSubmitted, events::toString);
            assertTrue(events.getLast() instanceof TaskEnded, events::toString);
        }
        assertEquals(1 + MORE_THAN_ROOM, single.statistics().succeeded());
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theExecutorDoesNotWaitForAListenerThatNeverReturns() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Thread> stuck = new AtomicReference<>();
        executor().addListener(event -> {
            stuck.set(Thread.currentThread());
            awaitOpen(never);
        });
        assertEquals(1, executor().submit(() -> 1).result());
        await("the listener is called", () -> stuck.get() != null);
        close(executor());
        await("its thread ends", () -> !stuck.get().isAlive());
    }

    @Test
    void whatHasHappenedIsHeardWhenTheExecutorIsClosed() {
        Heard heard = new Heard();
        executor().addListener(heard);
        for (int i = 0; i < 1000; i++) {
            executor().submit(() -> 1);
        }
        executor().close();
        assertEquals(1000, heard.ends());
    }

    @Test
    void anExecutorThatHasEndedTellsNothing() {
        close(executor());
        Heard heard = new Heard();
        try (ListenerRegistration registration = executor().addListener(heard)) {
            assertEquals(0, registration.droppedTasks() + registration.droppedEvents());
        }
        assertEquals(List.of(), heard.all());
    }

    @Test
    void thereIsNoListenerThatIsNull() {
        assertThrows(NullPointerException.class, () -> executor().addListener(null));
    }

    @Test
    void aTaskMayListenToItsExecutorWhereThatIsInTheSameProcess() {
        Future<Boolean> future = executor().submit(() -> {
            ExecutorListener deaf = event -> {};
            TaskContext.current().executor().addListener(deaf).close();
            return true;
        });
        if (can(Capability.RUNS_IN_OTHER_PROCESS)) {
            assertThrows(UnsupportedOperationException.class, future::result);
        } else {
            assertTrue(future.result());
        }
    }

    @Test
    void workersAreToldOfWhereTheyOutliveATask() {
        Executor single = open(1);
        Heard heard = new Heard();
        single.addListener(heard);
        Gate gate = gate();
        occupy(single, gate);
        gate.open();
        if (!can(Capability.TELLS_OF_WORKERS)) {
            close(single);
            assertEquals(List.of(), heard.all(WorkerEvent.class));
            return;
        }
        await("a worker is idle", () -> Heard.kinds(heard.all()).contains("WorkerIdle"));
        close(single);
        String worker = heard.all(WorkerEvent.class).getFirst().worker();
        List<String> life = Heard.kinds(heard.ofWorker(worker)).stream()
                .filter(kind -> !kind.equals("WorkerSampled"))
                .toList();
        assertEquals(List.of("WorkerStarted", "WorkerReady", "WorkerBusy", "WorkerIdle", "WorkerRetired"), life);
        assertEquals(worker, heard.all(TaskEnded.class).getFirst().worker());
    }
}
