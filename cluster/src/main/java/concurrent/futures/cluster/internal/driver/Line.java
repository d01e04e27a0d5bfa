package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.Sender;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.cluster.internal.scheduling.Outgoing;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.spi.TaskTrace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What goes from one session to one agent, in order: sent by the thread that the [DriverNode] has for that agent, or
/// by whoever has the first task for an agent that is idle, which spares waking that thread.
///
/// What is to go is taken from the session, and sent, in one turn of the [Sender]; so it goes as the scheduler has
/// decided, whoever sends it. Who sends without waiting does so only where nothing is left that was to go before.
///
/// What was taken counts as sent. So if sending fails in the midst, the rest is kept, and the agent's thread goes on
/// with it: for lack of memory some milliseconds later, for as long as it takes. If a task can not be sent for another
/// reason, its future fails with that; if the greeting can not, it is as if the agent had refused the session.
final class Line {
    /// So many tasks are taken at once.
    private static final int MOST_TASKS = 512;

    /// And so many by who has other things to do.
    private static final int FEW_TASKS = 16;

    /// Beside the content of a task, its message has fields, and others may be in it.
    private static final int FIELDS_BYTES = 64;

    /// Names of so many characters are not measured: each takes no more than so many bytes.
    private static final int SHORT_NAME = 1000;

    private static final int CHAR_BYTES = 3;

    private final Session session;
    private final DriverNode driver;
    private final Node node;
    private final Queue<Message.ToAgent> notes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private final Sender sender;
    private final Runnable step = this::send;

    // --- of who has the turn to send

    /// What was defined there.
    private int defined;

    /// The session has ended here: nothing more is sent, but how its workers are to end, should that change.
    private boolean isOver;

    /// What was taken from the session, and of the tasks, the first that is in no message yet.
    private List<ClusterTask<?>> taken = List.of();

    private int next;
    private List<Long> toRevoke = List.of();
    private List<Long> toCancel = List.of();

    /// The message for the tasks before that one, as far as they are not sent.
    private Batch batch = new Batch();

    /// What is to be done when others may send; of the agent's thread alone.
    private final Queue<Runnable> afterwards = new ConcurrentLinkedQueue<>();

    /// Tasks that go in one message.
    private static final class Batch {
        final List<Ready> tasks = new ArrayList<>();
        int bytes;
        int required;
    }

    private record Ready(ClusterTask<?> task, TaskToRun order) {}

    /// An attempt that can not be sent. Done twice, it does as much as once.
    private final class Unsendable implements Runnable {
        private final ClusterTask<?> task;
        private final int attempt;
        private final Throwable why;
        private boolean isOver;

        Unsendable(ClusterTask<?> task, Throwable why) {
            this.task = task;
            this.attempt = task.attempt();
            this.why = why;
        }

        @Override
        public void run() {
            isOver = isOver || session.endUnsent(id(), task, attempt);
            if (isOver) {
                String problem = "task " + task.describe() + " can not be sent to "
                        + node.card().name() + ": " + why;
                task.fail(new ClusterException(problem, why));
            }
        }
    }

    Line(Session session, DriverNode driver, Node node) {
        this.session = session;
        this.driver = driver;
        this.node = node;
        this.sender = new Sender(driver::membership, node.id());
    }

    NodeId id() {
        return node.id();
    }

    Node node() {
        return node;
    }

    /// Has something sent, ahead of tasks that are not sent yet.
    void post(Message.ToAgent note) {
        notes.add(note);
        wake();
    }

    /// There is something to send.
    void wake() {
        if (isAwake.compareAndSet(false, true)) {
            boolean isCalled = false;
            try {
                driver.send(id(), step);
                isCalled = true;
            } finally {
                if (!isCalled) {
                    isAwake.set(false);
                }
            }
        }
    }

    /// There is something to send, and the agent waits for it: it is sent in this thread if nobody else sends. Does not
    /// block.
    void sendNow() {
        if (!trySend()) {
            wake();
        }
    }

    private boolean trySend() {
        if (!sender.tryTurn()) {
            return false;
        }
        try {
            boolean isAll = notes.isEmpty() && isNothingTaken() && (isOver || sendTasks(FEW_TASKS));
            return isAll && sender.isAllSent();
        } catch (InterruptedException e) {
            throw new AssertionError("nothing was waited for", e);
        } catch (RuntimeException | Error e) {
            return false; // The agent's thread goes on with it, and tells if that fails too.
        } finally {
            sender.endTurn();
        }
    }

    /// In the agent's thread.
    private void send() {
        isAwake.set(false);
        try {
            while (!trySendAll()) {
                Perseverance.pause();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The node is lost, or this one leaves: the view tells.
        }
    }

    /// @return `false` if there is no memory for it now
    private boolean trySendAll() throws InterruptedException {
        try {
            sendAll();
            for (Runnable next = afterwards.peek(); next != null; next = afterwards.peek()) {
                next.run();
                afterwards.remove();
            }
        } catch (RuntimeException | Error e) {
            if (Perseverance.isShortage(e)) {
                return false;
            }
            Guard.log(
                    System.Logger.Level.ERROR,
                    "can not send tasks to " + node.card().name(),
                    e);
        }
        return true;
    }

    private void sendAll() throws InterruptedException {
        sender.takeTurn();
        try {
            sender.sendLeft();
            sendNotes();
            if (!isOver && !sendTasks(MOST_TASKS)) {
                wake();
            }
        } finally {
            sender.endTurn();
        }
    }

    private void sendNotes() throws InterruptedException {
        for (Message.ToAgent note = notes.peek(); note != null; note = notes.peek()) {
            try {
                if (note instanceof Message.LetterToWorker letter && !isOver) {
                    define(letter.requiredDefinitions());
                }
                if (!isOver || note instanceof Message.Goodbye) {
                    say(note);
                }
            } catch (RuntimeException | Error e) {
                if (isToBeTriedAgain(e)) {
                    throw e;
                }
                Message.ToAgent wrong = note;
                afterwards.add(() -> giveUp(wrong, e));
            }
            notes.remove();
            isOver |= note instanceof Message.Goodbye;
        }
    }

    private void giveUp(Message.ToAgent note, Throwable why) {
        String problem = "can not send " + note.getClass().getSimpleName() + " to "
                + node.card().name();
        if (note instanceof Message.Hello) {
            String reason = why instanceof ClusterException ? String.valueOf(why.getMessage()) : why.toString();
            session.received(id(), new Message.Refused(session.number(), problem + ": " + reason, Content.NONE));
        }
        Guard.log(System.Logger.Level.ERROR, problem, why);
    }

    private boolean isNothingTaken() {
        return next == taken.size() && batch.tasks.isEmpty() && toRevoke.isEmpty() && toCancel.isEmpty();
    }

    /// Sends tasks, and what there is to say of those that were sent.
    ///
    /// @return whether there were no more than that; `false` if what was taken before came first
    private boolean sendTasks(int most) throws InterruptedException {
        boolean isNew = isNothingTaken();
        if (isNew) {
            Outgoing<ClusterTask<?>> outgoing = session.take(id(), most);
            taken = outgoing.run();
            next = 0;
            toRevoke = outgoing.revoke();
            toCancel = outgoing.cancel();
        }
        int count = taken.size();
        run();
        if (!toRevoke.isEmpty()) {
            say(new Message.Revoke(session.number(), toRevoke));
            toRevoke = List.of();
        }
        if (!toCancel.isEmpty()) {
            say(new Message.Cancel(session.number(), toCancel));
            toCancel = List.of();
        }
        taken = List.of();
        next = 0;
        return isNew && count < most;
    }

    private void say(Message.ToAgent message) throws InterruptedException {
        sender.send(
                message instanceof Message.Hello hello
                        ? Greeting.write(hello, driver.messageBytes())
                        : MessageCodec.write(message));
    }

    private void run() throws InterruptedException {
        int mostBytes = driver.messageBytes() / 2;
        while (next < taken.size()) {
            ClusterTask<?> task = taken.get(next);
            Ready ready;
            try {
                ready = new Ready(task, order(task, mostBytes));
            } catch (RuntimeException | Error e) {
                if (isToBeTriedAgain(e)) {
                    throw e;
                }
                afterwards.add(new Unsendable(task, e));
                next++;
                continue;
            }
            TaskToRun order = ready.order();
            int more = FIELDS_BYTES
                    + nameBytes(order.name())
                    + (order.payload() instanceof Content.Inline inline ? inline.bytes().length : 0);
            if (batch.bytes + more > mostBytes && !batch.tasks.isEmpty()) {
                sendBatch();
            }
            batch.tasks.add(ready);
            batch.bytes += more;
            batch.required = Math.max(batch.required, order.requiredDefinitions());
            next++;
            TaskTrace trace = task.trace();
            if (trace != null) {
                trace.handedTo(node.card().name());
            }
        }
        if (!batch.tasks.isEmpty()) {
            sendBatch();
        }
    }

    private boolean isToBeTriedAgain(Throwable failure) {
        return !sender.mayWait() || Perseverance.isShortage(failure);
    }

    private static int nameBytes(@Nullable String name) {
        if (name == null) {
            return 0;
        }
        return name.length() <= SHORT_NAME ? name.length() * CHAR_BYTES : name.getBytes(StandardCharsets.UTF_8).length;
    }

    private TaskToRun order(ClusterTask<?> task, int mostBytes) {
        byte[] payload = session.payload(task);
        int attempt = task.attempt();
        int nameBytes = nameBytes(task.options().name());
        if (nameBytes > mostBytes) {
            throw new IllegalArgumentException("its name has " + nameBytes + " bytes, and may have " + mostBytes
                    + ": choose a shorter one, withName");
        }
        Content content = payload.length + nameBytes <= mostBytes
                ? new Content.Inline(payload)
                : sendApart(task, attempt, payload);
        Duration timeout = task.options().timeout();
        return new TaskToRun(
                task.id(),
                attempt,
                task.options().name(),
                timeout == null ? 0 : Deadline.nanos(timeout),
                task.requiredDefinitions(),
                task.depth(),
                content);
    }

    private void sendBatch() throws InterruptedException {
        try {
            define(batch.required);
            List<TaskToRun> orders = batch.tasks.stream().map(Ready::order).toList();
            say(new Message.Run(session.number(), orders, session.events().isWatched()));
        } catch (RuntimeException | Error e) {
            if (isToBeTriedAgain(e)) {
                throw e;
            }
            afterwards.addAll(batch.tasks.stream()
                    .map(ready -> new Unsendable(ready.task(), e))
                    .toList());
        }
        batch = new Batch();
    }

    private void define(int required) throws InterruptedException {
        if (required > defined) {
            for (Message.Define define : definitions(defined, required)) {
                say(define);
                defined = define.first() + define.definitions().size();
            }
        }
    }

    /// The definitions of the dictionary, in messages of a limited size.
    private List<Message.Define> definitions(int from, int to) {
        int mostBytes = driver.messageBytes() / 2;
        List<byte[]> all = session.dictionary().definitions(from, to).definitions();
        List<Message.Define> messages = new ArrayList<>();
        List<byte[]> batch = new ArrayList<>();
        int first = from;
        int bytes = 0;
        for (byte[] definition : all) {
            if (bytes + definition.length > mostBytes && !batch.isEmpty()) {
                messages.add(new Message.Define(session.number(), first, batch));
                first += batch.size();
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(definition);
            bytes += definition.length;
        }
        messages.add(new Message.Define(session.number(), first, batch));
        return messages;
    }

    private Content sendApart(ClusterTask<?> task, int attempt, byte[] payload) {
        LargeId id = Purpose.TASK.id(driver.nextLarge());
        keepsPart(task, attempt, /* isHere= */ true);
        Runnable hasLeft = () -> keepsPart(task, attempt, /* isHere= */ false);
        driver.membership().sendLarge(id(), id, new Departure(payload, () -> Perseverance.run(hasLeft)));
        return new Content.Apart(id.number(), payload.length);
    }

    private void keepsPart(ClusterTask<?> task, int attempt, boolean isHere) {
        session.scheduling().<@Nullable Object>decide(known -> {
            known.keepsPart(id(), task.id(), attempt, isHere);
            return null;
        });
    }
}
