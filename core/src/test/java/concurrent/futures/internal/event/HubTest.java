package concurrent.futures.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.Task;
import concurrent.futures.TaskOptions;
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
    private final ListenerRegistration registration = hub.addListener(this::hear);

    private void hear(ExecutorEvent event) {
        called.countDown();
        try {
            free.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heard.onEvent(event);
        if (event instanceof TaskEnded) {
            endHeard.countDown();
        }
    }

    @BeforeEach
    void keepTheListener() throws InterruptedException {
        submit();
        called.await();
    }

    @AfterEach
    void close() {
        free.countDown();
        hub.close();
        hub.awaitDelivery();
    }

    private Trace submit() {
        Task<Integer> task = () -> 1;
        return hub.submitted(task, TaskOptions.defaults(), /* arguments= */ null);
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
}
