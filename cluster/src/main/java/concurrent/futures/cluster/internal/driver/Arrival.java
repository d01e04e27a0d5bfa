package concurrent.futures.cluster.internal.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Beginning;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.CrashNote;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.codec.Notes;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import concurrent.futures.cluster.internal.scheduling.Ending;
import concurrent.futures.cluster.internal.scheduling.Place;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.internal.Attempts;
import concurrent.futures.internal.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What agents say of a session's tasks, and what becomes of these.
final class Arrival {
    private static final int MOST_FAILED_DELIVERIES = 3;
    private static final long PATIENCE_MILLIS = 1000;

    private final Session session;
    private final DriverNode driver;
    private final Parts parts;

    Arrival(Session session, DriverNode driver, Parts parts) {
        this.session = session;
        this.driver = driver;
        this.parts = parts;
    }

    /// In a thread of the engine: nothing blocks.
    void take(NodeId from, Message.ToDriver message) {
        switch (message) {
            case Message.Welcome welcome -> session.offered(from, welcome.slots());
            case Message.Slots slots -> session.offered(from, slots.slots());
            case Message.Refused refused -> refused(from, refused);
            case Message.Began began -> began.tasks().forEach(task -> began(from, task));
            case Message.Progress progress -> {
                ClusterTask<?> task = session.scheduling()
                        .<@Nullable ClusterTask<?>>decide(
                                known -> known.current(from, progress.task(), progress.attempt()));
                if (task != null) {
                    task.begin(task.worker());
                    task.progress(progress.done(), progress.total());
                }
            }
            case Message.Done done -> done.tasks().forEach(task -> ended(from, task));
            case Message.Revoked revoked ->
                session.scheduling().<@Nullable Object>decide(known -> {
                    known.gaveBack(from, revoked.tasks(), revoked.kept());
                    return null;
                });
            case Message.LetterToDriver letter -> session.nested().take(from, letter);
            case Message.HungUp hungUp -> session.nested().hungUp(from, hungUp.line());
            case Message.Waits waits -> waits(from, waits);
            case Message.Gone gone -> session.hasEnded(from);
            case Message.WorkerTold told -> session.engine().told(from, session.describe(from), told);
            case Message.WorkerUses uses -> session.engine().uses(session.describe(from), uses);
        }
    }

    private void waits(NodeId from, Message.Waits waits) {
        began(from, new Beginning(waits.task(), waits.attempt(), ""));
        session.scheduling().<@Nullable Object>decide(known -> {
            known.waits(from, waits.task(), waits.attempt(), waits.begins());
            return null;
        });
    }

    private void began(NodeId from, Beginning beginning) {
        ClusterTask<?> task = session.scheduling()
                .<@Nullable ClusterTask<?>>decide(known -> known.began(from, beginning.task(), beginning.attempt()));
        if (task != null) {
            task.begin(name(from, beginning.worker()));
        }
    }

    private String name(NodeId agent, String worker) {
        return session.describe(agent) + (worker.isEmpty() ? "" : "/" + worker);
    }

    private void refused(NodeId from, Message.Refused refused) {
        String reason = "agent " + session.describe(from) + ": " + refused.reason();
        boolean isLast = session.refused(from, reason);
        whenThere(from, Purpose.OUTCOME, refused.failure(), bytes -> {
            if (bytes.length > 0) {
                session.engine()
                        .breakDown(new BrokenExecutorException(
                                reason, parts.reading().failure(bytes)));
            } else if (isLast) {
                session.engine().breakDown(new BrokenExecutorException(reason, null));
            }
        });
    }

    private void whenThere(NodeId from, Purpose purpose, Content content, Consumer<byte[]> step) {
        switch (content) {
            case Content.Inline inline -> step.accept(inline.bytes());
            case Content.Apart apart -> {
                LargeId id = purpose.id(apart.number());
                driver.expect(from, id).whenComplete((whole, failure) -> {
                    if (whole != null) {
                        step.accept(whole.take());
                    }
                });
            }
        }
    }

    // --- ends

    private void ended(NodeId from, TaskEnded end) {
        Ending ending = switch (end.kind()) {
            case RAN, CANCELLED -> Ending.OVER;
            case NEVER_BEGAN -> Ending.NEVER_BEGAN;
            case CRASHED, TIMED_OUT, FAILED, LOST -> Ending.LOST;
        };
        Node node = session.node(from);
        String worker = name(from, end.worker());
        int[] tries = {1};
        boolean[] isOver = {false};
        ClusterTask<?> task = session.scheduling().<@Nullable ClusterTask<?>>decide(known -> {
            ClusterTask<?> current = known.current(from, end.id(), end.attempt());
            if (current == null) {
                return null;
            }
            tries[0] = current.tries();
            current.isAnswered = ending != Ending.NEVER_BEGAN;
            boolean isGivenUp = ending == Ending.NEVER_BEGAN && ++current.failedDeliveries == MOST_FAILED_DELIVERIES;
            known.ended(from, end.id(), end.attempt(), isGivenUp ? Ending.OVER : ending, end.runNanos());
            if (ending == Ending.NEVER_BEGAN && current.isRevoked) {
                return null; // Whoever has asked for that ends it.
            }
            isOver[0] = current.place() == Place.OVER; // Later, its next attempt may be.
            return current;
        });
        if (task == null) {
            drop(from, end);
            return;
        }
        task.ranOn(worker);
        if (isOver[0]) {
            over(task, from, node, end, worker, tries[0]);
            return;
        }
        drop(from, end);
        if (ending == Ending.LOST) {
            task.begin(worker);
            task.retried(
                    end.kind() == TaskEnded.Kind.TIMED_OUT
                            ? TaskRetried.Reason.TIME_LIMIT
                            : TaskRetried.Reason.WORKER_LOST);
        }
    }

    private void over(ClusterTask<?> task, NodeId from, @Nullable Node node, TaskEnded end, String worker, int tries) {
        if (task.isEnded()) {
            drop(from, end);
            task.settle();
            return;
        }
        switch (end.kind()) {
            case RAN -> {
                if (end.content() instanceof Content.Inline inline) {
                    parts.reading().read(task, new Whole(inline.bytes()), worker);
                } else {
                    large(task, from, node, (Content.Apart) end.content(), worker);
                }
            }
            case CRASHED ->
                whenThere(from, Purpose.OUTCOME, end.content(), bytes -> {
                    CrashNote note = Notes.read(bytes);
                    session.engine().hasDied(from, note.pid());
                    task.failBegun(crashed(note, task, worker, tries));
                });
            case TIMED_OUT ->
                whenThere(from, Purpose.OUTCOME, end.content(), bytes -> {
                    String text = new String(bytes, UTF_8);
                    int at = text.lastIndexOf(", and ");
                    task.hasRun(Math.max(end.runNanos(), limitNanos(task)));
                    String how = at < 0 ? "was stopped" : text.substring(at + ", and ".length());
                    task.failBegun(Attempts.timeIsUp(tries, task.options(), how + " (on " + worker + ")"));
                });
            case CANCELLED -> task.failBegun(lost(task, worker, "it was stopped there, and nobody had asked for that"));
            case NEVER_BEGAN ->
                whenThere(from, Purpose.OUTCOME, end.content(), bytes -> {
                    task.failBegun(lost(refusal(task, worker, new String(bytes, UTF_8))));
                });
            case FAILED, LOST ->
                whenThere(
                        from,
                        Purpose.OUTCOME,
                        end.content(),
                        bytes -> task.failBegun(lost(task, worker, new String(bytes, UTF_8))));
        }
    }

    /// Nobody asks what came of an attempt. If it comes on its own, it is not kept.
    private void drop(NodeId from, TaskEnded end) {
        whenThere(from, Purpose.OUTCOME, end.content(), unwanted -> {});
    }

    private static long limitNanos(ClusterTask<?> task) {
        Duration limit = task.options().timeout();
        return limit == null ? 0 : Deadline.nanos(limit);
    }

    private void large(ClusterTask<?> task, NodeId from, @Nullable Node node, Content.Apart apart, String worker) {
        driver.expect(from, Purpose.OUTCOME.id(apart.number())).whenComplete((whole, failure) -> {
            if (whole != null) {
                parts.reading().read(task, whole, worker);
            } else {
                String why = failure == null ? "" : String.valueOf(failure.getMessage());
                task.failBegun(lost(
                        task, String.valueOf(node), "its result of " + apart.size() + " bytes has not come: " + why));
            }
        });
    }

    private static WorkerCrashedException crashed(CrashNote note, ClusterTask<?> task, String worker, int tries) {
        String attempt = Attempts.show(tries, task.options());
        WorkerCrashedException exception = new WorkerCrashedException(
                note.message() + attempt + " (on " + worker + ")",
                note.pid(),
                note.exitCode(),
                note.signal(),
                note.stderr(),
                note.crashReport() == null ? null : Path.of(note.crashReport()));
        exception.setStackTrace(note.stack().toArray(StackTraceElement[]::new));
        return exception;
    }

    /// The agent is lost that may have begun the task.
    void lost(ClusterTask<?> task, @Nullable Node node, String reason) {
        task.failBegun(lost(task, String.valueOf(node), reason));
    }

    private static WorkerCrashedException lost(ClusterTask<?> task, String where, String reason) {
        return lost("task " + task.describe() + " was lost on " + where + ", where it may have begun: " + reason
                + ". withRetries lets such a task run again");
    }

    private static String refusal(ClusterTask<?> task, String where, String reason) {
        return "task " + task.describe() + " has not begun: agents could not take it " + MOST_FAILED_DELIVERIES
                + " times, and " + where + " said at last: " + reason;
    }

    private static WorkerCrashedException lost(String message) {
        WorkerCrashedException exception = new WorkerCrashedException(message, 0, -1, null, List.of(), null);
        exception.setStackTrace(new StackTraceElement[0]);
        return exception;
    }

    // --- questions

    /// Asks an agent whether a task that was sent has begun, and waits for the answer.
    boolean asksWhetherBegun(ClusterTask<?> task) {
        NodeId node = task.node();
        if (node == null) {
            return false;
        }
        askForBegun(node, List.of(task.id()));
        return task.place() == Place.BEGUN || (task.place() == Place.OVER && task.isAnswered);
    }

    /// Asks an agent which of some tasks have begun, and waits for the answer, for a while.
    void askForBegun(NodeId node, List<Long> tasks) {
        boolean isInterrupted = Thread.interrupted();
        try {
            byte[] answer = driver.membership()
                    .request(node, QuestionCodec.write(new Question.AskBegun(session.number(), tasks)))
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (QuestionCodec.readAnswer(answer) instanceof Answer.Begun begun) {
                begun.tasks().forEach(beginning -> began(node, beginning));
            }
        } catch (InterruptedException e) {
            isInterrupted = true;
        } catch (ExecutionException | TimeoutException e) {
            return; // Nobody knows, so it is not said to have begun.
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
