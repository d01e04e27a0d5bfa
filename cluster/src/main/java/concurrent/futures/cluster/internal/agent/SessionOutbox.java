package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.Sender;
import concurrent.futures.cluster.internal.protocol.Beginning;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes what a session has to say to its driver, in one thread, which may wait for the engine's flow control. What has
/// come together meanwhile goes in one message. Of the end of a task behind which there is no other, the one tells who
/// brings it, which spares waking the thread.
///
/// All that goes is taken and sent in one turn of the [Sender], so what is taken first goes first. Who is not the thread
/// sends only where nothing else is left to be taken or sent: so it overtakes nothing.
///
/// Nothing tells when a task begins in its worker, so the thread looks, first after some milliseconds and then less
/// often, as long as there are some that have not; and goes on for a while, so that tasks that come one after the other
/// do not wake it.
final class SessionOutbox {
    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long LAST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(64);
    private static final int LOOKS_IN_VAIN = 16;
    private static final int ROOM_PER_TASK = 128;

    /// What this is asked to do with tasks.
    interface Registry {
        /// Makes word of the end of a task. Does not block.
        ///
        /// @return `null` if the driver is not to be told
        @Nullable
        TaskEnded finish(AgentTask task);

        /// Which tasks have begun that had not when this was asked before.
        List<Beginning> lookForBegun();

        /// A task has reported, so it has begun.
        ///
        /// @return `null` if that is known already
        @Nullable
        Beginning noteBegun(AgentTask task);

        /// Whether there are some that have not.
        boolean isAnyToBegin();

        /// Whether the session has no task but one that has ended well, and whose end any thread may tell that asks
        /// this.
        boolean isLast(AgentTask task);
    }

    private final Sender sender;
    private final long session;
    private final Registry registry;
    private final int mostBytes;
    private final Queue<Message.ToDriver> messages = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable AgentTask> ended = new AtomicReference<>();
    private final AtomicReference<@Nullable AgentTask> reported = new AtomicReference<>();
    private final Queue<CompletableFuture<@Nullable Void>> flushes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isCalled = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean isClosed;

    /// The thread looks for nothing, until it is called.
    private volatile boolean isAsleep;

    // --- of the thread alone

    private int looksInVain;
    private long lookNanos = FIRST_LOOK_NANOS;
    private long nextLook = System.nanoTime();

    SessionOutbox(
            Supplier<Membership> membership,
            NodeId driver,
            long session,
            String name,
            int maxMessageBytes,
            Registry registry) {
        this.sender = new Sender(membership, driver);
        this.session = session;
        this.registry = registry;
        this.mostBytes = maxMessageBytes * 3 / 4;
        this.thread = Threads.start(name, /* daemon= */ true, this::work);
    }

    /// Has a message sent. Does not block.
    void post(Message.ToDriver message) {
        messages.add(message);
        call();
    }

    /// A task has ended. Does not block, and needs no memory.
    void ended(AgentTask task) {
        add(task);
        call();
    }

    private void add(AgentTask task) {
        AgentTask before;
        do {
            before = ended.get();
            task.nextEnded = before;
        } while (!ended.compareAndSet(before, task));
    }

    /// As [#ended]; if the driver may wait for just that, it is told in this thread.
    void endedInPool(AgentTask task) {
        add(task);
        if (!registry.isLast(task) || !tryTell(task)) {
            call();
        }
    }

    /// @return whether the driver was told, and of all that was before
    private boolean tryTell(AgentTask task) {
        if (!sender.tryTurn()) {
            return false;
        }
        try {
            if (isClosed || !isNextToBeTold(task)) {
                return false;
            }
            sendEnds(task);
            return sender.isAllSent();
        } catch (InterruptedException e) {
            throw new AssertionError("nothing was waited for", e);
        } catch (Throwable e) {
            tellOf(e);
            return false;
        } finally {
            sender.endTurn();
        }
    }

    /// Whether there is nothing but the end of this task; it is taken from its list then. In a turn.
    private boolean isNextToBeTold(AgentTask task) {
        return messages.isEmpty()
                && reported.get() == null
                && task.nextEnded == null
                && ended.compareAndSet(task, null);
    }

    /// A task has reported how far it is. Does not block, and needs no memory.
    void reported(AgentTask task) {
        AgentTask before;
        do {
            before = reported.get();
            task.nextReported = before;
        } while (!reported.compareAndSet(before, task));
        call();
    }

    /// Tasks have come.
    void expectBeginnings() {
        if (isAsleep) {
            call();
        }
    }

    /// Tells when all is sent that is there now.
    ///
    /// @return done then; never if this is closed before
    CompletableFuture<@Nullable Void> flushed() {
        CompletableFuture<@Nullable Void> flushed = new CompletableFuture<>();
        flushes.add(flushed);
        call();
        return flushed;
    }

    /// Sends nothing any more. Waits for nobody.
    void close() {
        isClosed = true;
        thread.interrupt();
    }

    private void call() {
        if (!isCalled.getAndSet(true)) {
            LockSupport.unpark(thread);
        }
    }

    private void work() {
        while (!isClosed) {
            try {
                isCalled.set(false);
                List<CompletableFuture<@Nullable Void>> flushed = new ArrayList<>();
                for (var next = flushes.poll(); next != null; next = flushes.poll()) {
                    flushed.add(next);
                }
                boolean any = sendAll();
                flushed.forEach(asked -> asked.complete(null));
                if (!any && !isCalled.get()) {
                    await();
                }
            } catch (InterruptedException e) {
                return; // It was closed.
            } catch (Throwable e) {
                tellOf(e);
            }
        }
    }

    private static void tellOf(Throwable failure) {
        Guard.log(System.Logger.Level.ERROR, "can not tell a driver what there is to tell", failure);
    }

    private void await() {
        if (registry.isAnyToBegin()) {
            looksInVain = 0;
            long nanos = nextLook - System.nanoTime();
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
            return;
        }
        lookNanos = FIRST_LOOK_NANOS;
        nextLook = System.nanoTime() + lookNanos;
        if (++looksInVain < LOOKS_IN_VAIN) {
            LockSupport.parkNanos(this, lookNanos);
            return;
        }
        isAsleep = true; // Who has put a task there before this is seen now; who does later, calls.
        if (!registry.isAnyToBegin()) {
            LockSupport.park(this);
        }
        isAsleep = false;
        looksInVain = 0;
    }

    /// Sends what there is.
    ///
    /// @return `false` if there was nothing
    private boolean sendAll() throws InterruptedException {
        sender.takeTurn();
        try {
            boolean any = sender.sendLeft();
            any |= sendReady();
            return lookForBegun() || any;
        } finally {
            sender.endTurn();
        }
    }

    private boolean sendReady() throws InterruptedException {
        boolean any = false;
        for (Message.ToDriver next = messages.poll(); next != null; next = messages.poll()) {
            send(next);
            any = true;
        }
        AgentTask reports = reported.getAndSet(null);
        if (reports != null) {
            sendReports(reports);
            any = true;
        }
        AgentTask ends = ended.getAndSet(null);
        if (ends != null) {
            sendEnds(ends);
            any = true;
        }
        return any;
    }

    private boolean lookForBegun() throws InterruptedException {
        long now = System.nanoTime();
        if (now - nextLook < 0) {
            return false;
        }
        List<Beginning> begun = registry.lookForBegun();
        lookNanos = begun.isEmpty() ? Math.min(lookNanos * 2, LAST_LOOK_NANOS) : FIRST_LOOK_NANOS;
        nextLook = now + lookNanos;
        if (!begun.isEmpty()) {
            send(new Message.Began(session, begun));
        }
        return !begun.isEmpty();
    }

    private void sendReports(AgentTask last) throws InterruptedException {
        for (AgentTask next = last; next != null; ) {
            AgentTask following = next.nextReported;
            next.nextReported = null;
            Beginning begun = registry.noteBegun(next);
            if (begun != null) {
                send(new Message.Began(session, List.of(begun)));
            }
            AgentTask.Report report = next.takeReport();
            send(new Message.Progress(session, next.id(), next.order().attempt(), report.done(), report.total()));
            next = following;
        }
    }

    private void sendEnds(AgentTask last) throws InterruptedException {
        AgentTask first = null;
        for (AgentTask next = last; next != null; ) {
            AgentTask following = next.nextEnded;
            next.nextEnded = first;
            first = next;
            next = following;
        }
        List<TaskEnded> batch = new ArrayList<>();
        long bytes = 0;
        for (AgentTask next = first; next != null; next = next.nextEnded) {
            TaskEnded word = registry.finish(next);
            if (word == null) {
                continue;
            }
            long more = ROOM_PER_TASK + SessionOutcomes.inlineBytes(word.content());
            if (bytes + more > mostBytes && !batch.isEmpty()) {
                send(new Message.Done(session, batch));
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(word);
            bytes += more;
        }
        if (!batch.isEmpty()) {
            send(new Message.Done(session, batch));
        }
    }

    private void send(Message.ToDriver message) throws InterruptedException {
        sender.send(MessageCodec.write(message));
    }
}
