package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.Sender;
import concurrent.futures.cluster.internal.protocol.Beginning;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import java.time.Duration;
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
/// All that goes is taken and sent in one turn of the [Sender], so what is taken first goes first. Who is not the
/// thread sends only where nothing else is left to be taken or sent: so it overtakes nothing.
///
/// A driver that is not told of an end waits for ever. So what can not be told, most likely for lack of memory, is
/// kept, in order, and tried again some milliseconds later, and then less often. What no try will ever tell is told as
/// a failure of the task, or dropped if it is a message; both are logged. And if for a minute nothing can be told, the
/// agent [gives up][Registry#giveUp], which drivers notice.
///
/// Nothing tells when a task begins in its worker, so the thread looks, first after some milliseconds and then less
/// often, as long as there are some that have not; and goes on for a while, so that tasks that come one after the other
/// do not wake it.
final class SessionOutbox {
    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long LAST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(64);
    private static final int LOOKS_IN_VAIN = 16;
    private static final int ROOM_PER_TASK = 128;
    private static final long FIRST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LAST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// After so long in which nothing could be told, the agent gives up.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// So often an end is tried to be put into words that has failed otherwise than for lack of memory.
    private static final int MOST_TRIES = 3;

    /// What this is asked to do with tasks.
    interface Registry {
        /// Makes word of the end of a task. Does not block. If it throws, it is asked again: done twice, it does as
        /// much as once.
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

        /// Nothing could be told for long: the agent is to end in a way that drivers notice. Does not block, and needs
        /// no memory; may be called again.
        ///
        /// @param why the last failure
        default void giveUp(Throwable why) {}
    }

    private final Sender sender;
    private final long session;
    private final Registry registry;
    private final int mostBytes;
    private final Duration patience;
    private final Queue<Message.ToDriver> messages = new ConcurrentLinkedQueue<>();
    private final EndedTasks ended = new EndedTasks();
    private final AtomicReference<@Nullable AgentTask> reported = new AtomicReference<>();
    private final Queue<CompletableFuture<@Nullable Void>> flushes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isCalled = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean isClosed;

    /// No messages are taken any more but the last one.
    private volatile boolean isSilent;

    /// The thread looks for nothing, until it is called.
    private volatile boolean isAsleep;

    // --- of who has the turn to send

    /// Those that have reported, as far as they were taken from their list and not sent.
    private @Nullable AgentTask reports;

    /// What has begun, likewise.
    private List<Beginning> begun = List.of();

    // --- of the thread alone

    /// Why messages were dropped; told when others may send.
    private final List<Throwable> dropped = new ArrayList<>();

    private final List<CompletableFuture<@Nullable Void>> flushed = new ArrayList<>();
    private long restNanos;
    private long failsSince;
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
        this(membership, driver, session, name, maxMessageBytes, registry, PATIENCE);
    }

    /// @param patience after how long in which nothing could be told the agent gives up
    SessionOutbox(
            Supplier<Membership> membership,
            NodeId driver,
            long session,
            String name,
            int maxMessageBytes,
            Registry registry,
            Duration patience) {
        this.sender = new Sender(membership, driver);
        this.session = session;
        this.registry = registry;
        this.mostBytes = maxMessageBytes * 3 / 4;
        this.patience = patience;
        this.thread = Threads.start(name, /* daemon= */ true, this::work);
    }

    /// Has a message sent. Does not block.
    void post(Message.ToDriver message) {
        if (!isSilent || message instanceof Message.Gone) {
            messages.add(message);
            call();
        }
    }

    /// The driver, which has lost the session, is told nothing more of it but that its workers are gone: it may have
    /// one of the same number by now. Ends of tasks it knows apart by itself.
    void fallSilent() {
        isSilent = true;
        messages.clear();
    }

    /// A task has ended. Does not block, and needs no memory.
    void ended(AgentTask task) {
        ended.add(task);
        call();
    }

    /// As [#ended]; if the driver may wait for just that, it is told in this thread.
    void endedInPool(AgentTask task) {
        ended.add(task);
        boolean isTold = false;
        try {
            isTold = registry.isLast(task) && tryTell(task);
        } catch (Throwable e) {
            tellOf(e);
        }
        if (!isTold) {
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
            sendEnds();
            return sender.isAllSent();
        } catch (InterruptedException e) {
            throw new AssertionError("nothing was waited for", e);
        } finally {
            sender.endTurn();
        }
    }

    /// Whether there is nothing but the end of this task; it is taken in then. In a turn.
    private boolean isNextToBeTold(AgentTask task) {
        return messages.isEmpty() && begun.isEmpty() && reports == null && reported.get() == null && ended.takeIn(task);
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
                for (var next = flushes.peek(); next != null; next = flushes.peek()) {
                    flushed.add(next);
                    flushes.remove();
                }
                boolean any = sendAll();
                dropped.forEach(SessionOutbox::tellOf);
                dropped.clear();
                flushed.forEach(asked -> asked.complete(null));
                flushed.clear();
                restNanos = 0;
                if (!any && !isCalled.get()) {
                    await();
                }
            } catch (InterruptedException e) {
                return; // It was closed.
            } catch (Throwable e) {
                rest(e);
            }
        }
    }

    /// Something could not be told, and will be tried again.
    private void rest(Throwable failure) {
        long now = System.nanoTime();
        if (restNanos == 0) {
            failsSince = now;
        } else if (now - failsSince > patience.toNanos()) {
            registry.giveUp(failure);
        }
        if (restNanos < LAST_REST_NANOS) { // Then it was told often enough.
            restNanos = restNanos == 0 ? FIRST_REST_NANOS : Math.min(2 * restNanos, LAST_REST_NANOS);
            tellOf(failure);
        }
        long end = now + restNanos;
        for (long left = restNanos; left > 0 && !isClosed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
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
        ended.takeIn(); // Now: what was said before a task ended goes first.
        boolean any = false;
        for (Message.ToDriver next = messages.peek(); next != null; next = messages.peek()) {
            sendIfPossible(next);
            messages.remove();
            any = true;
        }
        any |= sendReports();
        return sendEnds() || any;
    }

    private void sendIfPossible(Message.ToDriver message) throws InterruptedException {
        try {
            send(message);
        } catch (RuntimeException | Error e) {
            if (Perseverance.isShortage(e)) {
                throw e;
            }
            dropped.add(e); // The message is wrong itself: no try will ever send it.
        }
    }

    private boolean lookForBegun() throws InterruptedException {
        long now = System.nanoTime();
        if (begun.isEmpty()) {
            if (now - nextLook < 0) {
                return false;
            }
            begun = registry.lookForBegun();
        }
        boolean any = !begun.isEmpty();
        lookNanos = any ? FIRST_LOOK_NANOS : Math.min(lookNanos * 2, LAST_LOOK_NANOS);
        nextLook = now + lookNanos;
        sendBegun();
        return any;
    }

    private void sendBegun() throws InterruptedException {
        if (!begun.isEmpty()) {
            send(new Message.Began(session, begun));
            begun = List.of();
        }
    }

    private boolean sendReports() throws InterruptedException {
        if (reports == null) {
            reports = reported.getAndSet(null);
        }
        boolean any = reports != null;
        for (AgentTask next = reports; next != null; next = reports) {
            sendBegun();
            Beginning beginning = registry.noteBegun(next);
            if (beginning != null) {
                begun = List.of(beginning);
                sendBegun();
            }
            reports = next.nextReported; // Before it may report again.
            next.nextReported = null;
            AgentTask.Report report = next.takeReport();
            send(new Message.Progress(session, next.id(), next.order().attempt(), report.done(), report.total()));
        }
        return any;
    }

    private boolean sendEnds() throws InterruptedException {
        List<TaskEnded> batch = new ArrayList<>();
        long bytes = 0;
        boolean any = ended.first() != null;
        for (AgentTask next = ended.first(); next != null; next = next.nextEnded) {
            TaskEnded word = wordOf(next);
            if (word == null) {
                continue;
            }
            long more = ROOM_PER_TASK + SessionOutcomes.inlineBytes(word.content());
            if (bytes + more > mostBytes && !batch.isEmpty()) {
                send(new Message.Done(session, batch));
                ended.toldBefore(next);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(word);
            bytes += more;
        }
        if (!batch.isEmpty()) {
            send(new Message.Done(session, batch));
        }
        ended.toldBefore(null);
        return any;
    }

    /// The word of a task's end, which is made once, and then kept until it is sent.
    private @Nullable TaskEnded wordOf(AgentTask task) {
        if (!task.hasWord) {
            try {
                task.word = registry.finish(task);
            } catch (RuntimeException | Error e) {
                if (Perseverance.isShortage(e) || ++task.triesOfWord < MOST_TRIES) {
                    throw e;
                }
                task.word = SessionOutcomes.unknown(task, e);
            }
            task.hasWord = true;
        }
        return task.word;
    }

    private void send(Message.ToDriver message) throws InterruptedException {
        sender.send(MessageCodec.write(message));
    }
}
