package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.internal.engine.LargeBytes;
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
import concurrent.futures.spi.TaskTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// What goes from one session to one agent, in order: sent by the thread that the [DriverNode] has for that agent, or
/// by whoever has the first task for an agent that is idle, which spares waking that thread.
///
/// What is to go is taken from the session, and sent, in one turn of the [Sender]; so it goes as the scheduler has
/// decided, whoever sends it. Who sends without waiting does so only where nothing is left that was to go before.
final class Line {
    /// So many tasks are taken at once.
    private static final int MOST_TASKS = 512;

    /// And so many by who has other things to do.
    private static final int FEW_TASKS = 16;

    /// Beside the content of a task, its message has fields, and others may be in it.
    private static final int FIELDS_BYTES = 64;

    private final Session session;
    private final DriverNode driver;
    private final Node node;
    private final Queue<Message.ToAgent> notes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isAwake = new AtomicBoolean();

    private final Sender sender;

    // --- of who has the turn to send

    /// What was defined there.
    private int defined;

    /// The session has ended here: nothing more is sent.
    private boolean isOver;

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
            driver.send(id(), this::send);
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
            boolean isAll = notes.isEmpty() && (isOver || sendTasks(FEW_TASKS));
            return isAll && sender.isAllSent();
        } catch (InterruptedException e) {
            throw new AssertionError("nothing was waited for", e);
        } catch (RuntimeException e) {
            Guard.log(
                    System.Logger.Level.ERROR,
                    "can not send tasks to " + node.card().name(),
                    e);
            return true;
        } finally {
            sender.endTurn();
        }
    }

    private void send() {
        isAwake.set(false);
        sender.takeTurn();
        try {
            sender.sendLeft();
            for (Message.ToAgent note = notes.poll(); note != null && !isOver; note = notes.poll()) {
                if (note instanceof Message.LetterToWorker letter) {
                    define(letter.requiredDefinitions());
                }
                say(note);
                isOver = note instanceof Message.Goodbye;
            }
            if (!isOver && !sendTasks(MOST_TASKS)) {
                wake();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The node is lost, or this one leaves: the view tells.
        } finally {
            sender.endTurn();
        }
    }

    /// Sends tasks, and what there is to say of those that were sent.
    ///
    /// @return whether there were no more than that
    private boolean sendTasks(int most) throws InterruptedException {
        Outgoing<ClusterTask<?>> outgoing = session.take(id(), most);
        run(outgoing.run());
        if (!outgoing.revoke().isEmpty()) {
            say(new Message.Revoke(session.number(), outgoing.revoke()));
        }
        if (!outgoing.cancel().isEmpty()) {
            say(new Message.Cancel(session.number(), outgoing.cancel()));
        }
        return outgoing.run().size() < most;
    }

    private void say(Message.ToAgent message) throws InterruptedException {
        sender.send(MessageCodec.write(message));
    }

    private void run(List<ClusterTask<?>> tasks) throws InterruptedException {
        int inlineBytes = driver.messageBytes() / 2;
        List<TaskToRun> batch = new ArrayList<>();
        int bytes = 0;
        int required = 0;
        for (ClusterTask<?> task : tasks) {
            byte[] payload = session.payload(task);
            Content content = payload.length <= inlineBytes ? new Content.Inline(payload) : sendApart(payload);
            int more = FIELDS_BYTES + (content instanceof Content.Inline ? payload.length : 0);
            if (bytes + more > inlineBytes && !batch.isEmpty()) {
                send(batch, required);
                batch = new ArrayList<>();
                bytes = 0;
            }
            bytes += more;
            required = Math.max(required, task.requiredDefinitions());
            Duration timeout = task.options().timeout();
            batch.add(new TaskToRun(
                    task.id(),
                    task.attempt(),
                    task.options().name(),
                    timeout == null ? 0 : Deadline.nanos(timeout),
                    task.requiredDefinitions(),
                    task.depth(),
                    content));
            TaskTrace trace = task.trace();
            if (trace != null) {
                trace.handedTo(node.card().name());
            }
        }
        if (!batch.isEmpty()) {
            send(batch, required);
        }
    }

    private void send(List<TaskToRun> batch, int required) throws InterruptedException {
        define(required);
        say(new Message.Run(session.number(), batch, session.events().isWatched()));
    }

    private void define(int required) throws InterruptedException {
        if (required > defined) {
            for (Message.Define define : definitions(defined, required)) {
                say(define);
            }
            defined = required;
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

    private Content sendApart(byte[] payload) {
        LargeId id = Purpose.TASK.id(driver.nextLarge());
        driver.membership().sendLarge(id(), id, new LargeBytes(payload));
        return new Content.Apart(id.number(), payload.length);
    }
}
