package concurrent.futures.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.Task;
import concurrent.futures.TaskOptions;
import concurrent.futures.event.EventsDropped;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskEvent;
import concurrent.futures.event.TaskProgressed;
import concurrent.futures.event.TaskSubmitted;
import concurrent.futures.kit.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is left out while a listener does not return, and what never is.
class HubTest {
    private static final int MORE_THAN_ROOM = 20_000;

    private final Hub hub = new Hub(new Object(), "executor");
    private final Heard heard = new Heard();
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);
    private final CountDownLatch endHeard = new CountDownLatch(1);
    private final AtomicLong heldAt = new AtomicLong();
    private final CountDownLatch calledAgain = new CountDownLatch(1);
    private final CountDownLatch freeAgain = new CountDownLatch(1);
    private final ListenerRegistration registration = hub.addListener(this::hear);

    private void hear(ExecutorEvent event) {
        called.countDown();
        awaitOpen(free);
        if (event instanceof TaskSubmitted submitted && submitted.task().id() == heldAt.get()) {
            calledAgain.countDown();
            awaitOpen(freeAgain);
        }
        heard.onEvent(event);
        if (event instanceof TaskEnded) {
            endHeard.countDown();
        }
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @BeforeEach
    void keepTheListener() throws InterruptedException {
        submit();
        called.await();
    }

    @AfterEach
    void close() {
        freeAgain.countDown();
        letHear();
    }

    private Trace submit() {
        Task<Integer> task = () -> 1;
        return hub.submitted(task, TaskOptions.defaults(), /* arguments= */ null);
    }

    /// Submits until a task is left out.
    ///
    /// @return the traces of those before it
    private List<Trace> submitWhatFits() {
        List<Trace> watched = new ArrayList<>();
        for (Trace trace = submit(); trace != null; trace = submit()) {
            watched.add(trace);
        }
        return watched;
    }

    private static void runToTheEnd(Trace trace) {
        trace.started("worker", System.nanoTime());
        trace.ended(Future.State.SUCCESS, /* hasBegun= */ true, null);
    }

    private void letHear() {
        free.countDown();
        hub.close();
        hub.awaitDelivery();
    }

    @Test
    void workersThatComeAndGoDoNotTakeTheRoomOfTheEndsOfTasks() {
        Trace trace = submit();
        WorkerVoice voice = new WorkerVoice(hub, "worker");
        for (int i = 0; i < MORE_THAN_ROOM; i++) {
            voice.busy();
            voice.idle();
        }
        runToTheEnd(trace);
        assertTrue(registration.droppedEvents() > 0);
        letHear();
        assertEquals(List.of("TaskSubmitted", "TaskStarted", "TaskEnded"), Heard.kinds(heard.ofTask(2)));
    }

    @Test
    void aTaskThatReportsMuchDoesNotTakeTheRoomOfItsEnd() {
        Trace trace = submit();
        for (int i = 0; i < MORE_THAN_ROOM; i++) {
            trace.progressed(i, MORE_THAN_ROOM);
        }
        runToTheEnd(trace);
        letHear();
        int reports = heard.all(TaskProgressed.class).size();
        assertEquals(MORE_THAN_ROOM, reports + registration.droppedEvents());
        List<TaskEvent> events = heard.ofTask(2);
        assertEquals(List.of("TaskStarted", "TaskEnded"), Heard.kinds(events.subList(reports + 1, events.size())));
    }

    @Test
    void allEndsOfTheTasksThatAreWatchedAreHeard() {
        List<Trace> watched = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_ROOM; i++) {
            Trace trace = submit();
            if (trace != null) {
                watched.add(trace);
            }
        }
        watched.forEach(trace -> trace.started("worker", System.nanoTime()));
        watched.forEach(trace -> trace.ended(Future.State.SUCCESS, /* hasBegun= */ true, null));
        assertEquals(MORE_THAN_ROOM, watched.size() + registration.droppedTasks());
        letHear();
        assertEquals(1 + watched.size(), heard.all(TaskSubmitted.class).size());
        List<Long> ends =
                heard.all(TaskEnded.class).stream().map(end -> end.task().id()).toList();
        assertEquals(ends.stream().sorted().distinct().toList(), ends, "in the order in which they came");
        assertEquals(watched.size(), ends.size());
        for (List<TaskEvent> events : heard.byTask().values()) {
            assertTrue(
                    events.getLast() instanceof TaskEnded
                            || events.getFirst().task().id() == 1,
                    events::toString);
        }
    }

    @Test
    void whoeverHasHeardAllHearsOfNewTasksAgain() throws InterruptedException {
        Trace waiting = submit();
        int watched = 0;
        while (submit() != null) {
            watched++;
        }
        assertTrue(watched > 0);
        runToTheEnd(waiting);
        free.countDown();
        endHeard.await();
        assertNotNull(submit());
    }

    @Test
    void aGroupIsLeftOutByOneCountOrNotAtAll() {
        assertFalse(hub.leaveOut(1_000));
        assertEquals(0, registration.droppedTasks());
        submitWhatFits();
        assertTrue(hub.leaveOut(1_000));
        assertEquals(1 + 1_000, registration.droppedTasks());
    }

    @Test
    void whatIsLeftOutIsNotToldOfLater() {
        List<Trace> watched = submitWhatFits();
        free.countDown();
        watched.forEach(HubTest::runToTheEnd);
        letHear();
        assertEquals(1, registration.droppedTasks());
        assertEquals(1 + watched.size(), heard.all(TaskSubmitted.class).size());
        assertEquals(watched.size(), heard.ends());
    }

    @Test
    void workersThatComeAndGoWhileMuchIsLeftOutAreCountedAsThatMuch() {
        submitWhatFits();
        WorkerVoice voice = new WorkerVoice(hub, "worker");
        for (int i = 0; i < MORE_THAN_ROOM; i++) {
            voice.busy();
            voice.idle();
        }
        assertEquals(2 * MORE_THAN_ROOM, registration.droppedEvents());
        letHear();
        assertEquals(List.of(), heard.ofWorker("worker"));
    }

    /// A storm is over, all that it has left in the queue is heard, and the listener is held with its last event.
    private int heldAfterAStorm() throws InterruptedException {
        int whole = submitWhatFits().size();
        heldAt.set(1 + whole);
        assertTrue(hub.leaveOut(10 * MORE_THAN_ROOM));
        free.countDown();
        calledAgain.await();
        return whole;
    }

    @Test
    void afterAStormASampleIsToldOf() throws InterruptedException {
        int whole = heldAfterAStorm();
        int sample = submitWhatFits().size();
        assertTrue(sample > 0 && sample < whole / 10, () -> sample + " of " + whole);
        freeAgain.countDown();
        letHear();
        assertEquals(1 + whole + sample, heard.all(TaskSubmitted.class).size());
        assertEquals(10 * MORE_THAN_ROOM + 2, registration.droppedTasks());
        assertEquals(
                registration.droppedTasks(),
                heard.all(EventsDropped.class).stream()
                        .mapToLong(EventsDropped::tasks)
                        .sum());
    }

    @Test
    void whenItHasBeenCalmForAWhileEverythingIsToldOfAgain() throws InterruptedException {
        int whole = heldAfterAStorm();
        freeAgain.countDown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        int told = 0;
        while (told < whole / 2 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            told = 0;
            while (told < whole / 2 && submit() != null) {
                told++;
            }
        }
        assertEquals(whole / 2, told);
    }
}
