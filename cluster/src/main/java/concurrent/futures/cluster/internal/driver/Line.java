package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.internal.engine.LargeBytes;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.cluster.internal.scheduling.Outgoing;
import concurrent.futures.internal.Deadline;
import concurrent.futures.spi.TaskTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// What goes from one session to one agent, in order: sent by the thread that the [DriverNode] has for that agent.
final class Line {
    /// So many tasks are taken at once.
    private static final int MOST_TASKS = 512;

    /// Beside the content of a task, its message has fields, and others may be in it.
    private static final int FIELDS_BYTES = 64;

    private final Session session;
    private final DriverNode driver;
    private final Node node;
    private final Queue<Message.ToAgent> notes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isAwake = new AtomicBoolean();

    /// What was defined there; for the sending thread alone.
    private int defined;

    /// The session has ended here: nothing more is sent.
    private boolean isOver;

    Line(Session session, DriverNode driver, Node node) {
        this.session = session;
        this.driver = driver;
        this.node = node;
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

    private void send() {
        isAwake.set(false);
        try {
            for (Message.ToAgent note = notes.poll(); note != null && !isOver; note = notes.poll()) {
                if (note instanceof Message.LetterToWorker letter) {
                    define(letter.requiredDefinitions());
                }
                post(driver.membership(), note);
                isOver = note instanceof Message.Goodbye;
            }
            if (isOver) {
                return;
            }
            Outgoing<ClusterTask<?>> outgoing = session.take(id(), MOST_TASKS);
            run(outgoing.run());
            if (!outgoing.revoke().isEmpty()) {
                post(driver.membership(), new Message.Revoke(session.number(), outgoing.revoke()));
            }
            if (!outgoing.cancel().isEmpty()) {
                post(driver.membership(), new Message.Cancel(session.number(), outgoing.cancel()));
            }
            if (outgoing.run().size() == MOST_TASKS) {
                wake();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The node is lost, or this one leaves: the view tells.
        }
    }

    private void post(Membership membership, Message.ToAgent message) throws InterruptedException {
        membership.send(id(), MessageCodec.write(message));
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
        post(
                driver.membership(),
                new Message.Run(session.number(), batch, session.events().isWatched()));
    }

    private void define(int required) throws InterruptedException {
        if (required > defined) {
            for (Message.Define define : session.definitions(defined, required, driver.messageBytes() / 2)) {
                post(driver.membership(), define);
            }
            defined = required;
        }
    }

    private Content sendApart(byte[] payload) {
        LargeId id = Purpose.TASK.id(driver.nextLarge());
        driver.membership().sendLarge(id(), id, new LargeBytes(payload));
        return new Content.Apart(id.number(), payload.length);
    }
}
