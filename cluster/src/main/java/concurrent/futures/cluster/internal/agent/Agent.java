package concurrent.futures.cluster.internal.agent;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.View;
import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.MessageCodec;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.QuestionCodec;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.Timer;
import concurrent.futures.internal.process.launch.PrivateDirectory;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A member of the cluster that runs tasks: for each session of a driver, in a process pool of its own.
///
/// The engine's threads bring what drivers say, in order; all that may block is done by clerks. Slots are shared
/// fairly:
/// each session that has work gets as many as any other.
public final class Agent implements AutoCloseable {
    /// A session that has no work keeps its share for a while: where tasks come one after the other, it has work again.
    private static final long IDLE_MILLIS = 1000;

    private record Key(NodeId driver, long session) {}

    /// A session, and whether it counts as one that has work.
    private static final class Entry {
        private final Session session;
        private final SessionPool pool;
        private final Path folder;
        private final CountDownLatch prepared = new CountDownLatch(1);
        private boolean isActive;

        Entry(Session session, SessionPool pool, Path folder) {
            this.session = session;
            this.pool = pool;
            this.folder = folder;
        }
    }

    private final AgentSettings settings;
    private final PrivateDirectory folder;
    private final JarCache jars;
    private final ThreadPoolExecutor clerks = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Threads.daemons("cluster-agent-clerk"));
    private final Arrivals arrivals;
    private final CompletableFuture<Membership> membership = new CompletableFuture<>();
    private final AtomicLong folders = new AtomicLong();
    private final AtomicLong doneBefore = new AtomicLong();

    /// Held while slots are told, so that the last word is the right one.
    private final Object sharing = new Object();

    // --- guarded by this
    private final Map<Key, Entry> sessions = new LinkedHashMap<>();
    /// Those that have ended, and whose workers may still be there.
    private final Set<Entry> ending = new HashSet<>();

    private Set<NodeId> present = Set.of();

    /// Written under the lock; read without, since sessions ask under theirs, which this one goes before.
    private volatile boolean isDraining;
    private boolean isClosed;

    private Agent(AgentSettings settings, PrivateDirectory folder) {
        this.settings = settings;
        this.folder = folder;
        this.jars = new JarCache(settings.jarFolder(), settings.jarBytes());
        this.arrivals = new Arrivals(folder.path(), clerks, settings.largestValue());
    }

    /// Joins a cluster.
    ///
    /// @param settings how the agent is
    /// @param engine what takes messages
    /// @return an agent, to be closed
    /// @throws ClusterException if it can not join
    /// @throws IOException if it can not have a folder
    /// @throws InterruptedException if the thread was interrupted; nothing is left behind then
    public static Agent start(AgentSettings settings, Engine engine) throws IOException, InterruptedException {
        PrivateDirectory folder = PrivateDirectory.create(
                List.of(Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath()));
        folder.sweepAround();
        Agent agent = new Agent(settings, folder);
        boolean joined = false;
        try {
            agent.membership.complete(engine.join(settings.engine(), agent.card(), agent.new Mail()));
            joined = true;
            return agent;
        } finally {
            if (!joined) {
                agent.clerks.shutdownNow();
                folder.close();
            }
        }
    }

    private NodeCard card() {
        String version = Agent.class.getPackage().getImplementationVersion();
        return new NodeCard(
                NodeCard.Role.AGENT,
                settings.name(),
                settings.slots(),
                settings.labels(),
                version == null ? "unknown" : version,
                Message.VERSION,
                Runtime.version().feature());
    }

    /// How it was started.
    ///
    /// @return the settings
    public AgentSettings settings() {
        return settings;
    }

    /// Its place in the cluster.
    ///
    /// @return the membership; waits until it is there
    public Membership membership() {
        return membership.join();
    }

    // --- what comes, in the engine's threads

    private final class Mail implements Inbox {
        @Override
        public void viewChanged(View view) {
            noteView(view);
        }

        @Override
        public void suspected(NodeId node, String reason) {
            // The work of a driver that is only suspected goes on: the next view tells whether it is gone.
        }

        @Override
        public void received(NodeId from, byte[] message) {
            try {
                if (MessageCodec.read(message) instanceof Message.ToAgent toAgent) {
                    take(from, toAgent);
                }
            } catch (WireFormatException | ClusterException e) {
                Guard.log(System.Logger.Level.ERROR, "a message of driver " + from + " makes no sense", e);
            }
        }

        @Override
        public CompletionStage<byte[]> asked(NodeId from, byte[] message) {
            Question question = QuestionCodec.readQuestion(message);
            if (question instanceof Question.AskStatus) {
                return CompletableFuture.completedFuture(QuestionCodec.write(status()));
            }
            if (question instanceof Question.AskBegun ask) {
                Session session = find(from, ask.session());
                return CompletableFuture.completedFuture(QuestionCodec.write(
                        new Answer.Begun(session == null ? List.of() : session.begun(ask.tasks()))));
            }
            return CompletableFuture.failedFuture(new ClusterException("agents do not answer that", null));
        }

        @Override
        public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
            return arrivals.received(from, id, totalBytes, piece);
        }
    }

    private void take(NodeId from, Message.ToAgent message) {
        if (message instanceof Message.Hello hello) {
            hello(from, hello);
            return;
        }
        Session session = find(from, message.session());
        if (session == null) {
            if (message instanceof Message.Goodbye goodbye) {
                clerks.execute(() -> tellGone(from, goodbye.session()));
            }
            return; // It has ended here, and the driver knows, or will.
        }
        switch (message) {
            case Message.Hello again -> throw new AssertionError(again);
            case Message.Define define -> session.define(define);
            case Message.Run run -> session.run(run.tasks());
            case Message.Cancel cancel -> session.cancel(cancel.tasks());
            case Message.Revoke revoke -> session.revoke(revoke.tasks());
            case Message.RevokeLast revoke -> session.revokeLast(revoke.count());
            case Message.Limit limit -> session.limit(limit.workers());
            case Message.ForgetLoader forget -> session.forgetLoader(forget.loader());
            case Message.ForgetShared forget -> session.forgetShared(forget.number());
            case Message.Goodbye goodbye -> end(from, goodbye.session(), goodbye.how());
        }
    }

    private synchronized @Nullable Session find(NodeId driver, long session) {
        Entry entry = sessions.get(new Key(driver, session));
        return entry == null ? null : entry.session;
    }

    private void noteView(View view) {
        Set<NodeId> now = new HashSet<>();
        view.nodes().forEach(node -> now.add(node.id()));
        List<Key> orphans = new ArrayList<>();
        Set<NodeId> gone;
        synchronized (this) {
            gone = new HashSet<>(present);
            gone.removeAll(now);
            present = now;
            for (Key key : sessions.keySet()) {
                if (!now.contains(key.driver())) {
                    orphans.add(key);
                    gone.add(key.driver());
                }
            }
        }
        orphans.forEach(key -> end(key.driver(), key.session(), Message.Ending.KILL));
        gone.forEach(arrivals::forget);
    }

    // --- sessions

    private void hello(NodeId from, Message.Hello hello) {
        Path place = folder.path().resolve("session-" + folders.incrementAndGet());
        // The driver has thought it lost, if it is there already.
        end(from, hello.session(), Message.Ending.KILL);
        Entry entry;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            Session session = new Session(this, from, hello, place, arrivals);
            entry = new Entry(session, new SessionPool(settings, jars, session), place);
            sessions.put(new Key(from, hello.session()), entry);
        }
        clerks.execute(() -> prepare(entry));
    }

    private void prepare(Entry entry) {
        Session session = entry.session;
        ProcessPoolExecutor pool = null;
        boolean isOpen = false;
        try {
            Files.createDirectory(entry.folder);
            pool = entry.pool.make(shareOf(entry));
            isOpen = session.open(pool, shareOf(entry));
        } catch (Exception e) {
            Guard.log(
                    System.Logger.Level.WARNING,
                    "can not begin the session of " + session.hello().name(),
                    e);
            String reason = "agent " + settings.name() + " can not make a pool: " + e.getMessage();
            session.refuse(reason, Content.NONE);
        } finally {
            entry.prepared.countDown();
            if (!isOpen && pool != null) {
                pool.killWorkers();
            }
        }
        if (isOpen) {
            shareSlots();
        }
    }

    /// A session ends: the driver says so, or is gone.
    private void end(NodeId driver, long number, Message.Ending how) {
        Entry entry;
        synchronized (this) {
            entry = sessions.remove(new Key(driver, number));
            if (entry != null) {
                ending.add(entry);
            }
        }
        if (entry != null) {
            ProcessPoolExecutor pool = entry.session.end(how);
            shareSlots();
            clerks.execute(() -> cleanUp(entry, pool));
        }
    }

    private void tellGone(NodeId driver, long session) {
        try {
            membership().send(driver, MessageCodec.write(new Message.Gone(session)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The agent is closed.
        }
    }

    /// Waits for the end of the workers, and removes what was theirs.
    private void cleanUp(Entry entry, @Nullable ProcessPoolExecutor pool) {
        try {
            entry.prepared.await();
            if (pool != null) {
                pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            }
            entry.session.gone();
            entry.pool.release();
            WorkFolder.remove(entry.folder);
        } catch (InterruptedException e) {
            return; // The agent is closed, and does the rest.
        } catch (IOException e) {
            Guard.log(System.Logger.Level.WARNING, "can not remove " + entry.folder, e);
        }
        synchronized (this) {
            ending.remove(entry);
        }
        doneBefore.addAndGet(entry.session.census().done());
    }

    // --- who gets how many slots

    /// A session has work.
    void worksNow(Session session) {
        synchronized (this) {
            Entry entry = entryOf(session);
            if (entry == null || entry.isActive) {
                return;
            }
            entry.isActive = true;
        }
        shareSlots();
    }

    /// A session has no work at the moment.
    void isIdle(Session session) {
        synchronized (this) {
            notifyAll();
        }
        Timer.schedule(() -> leaveIdle(session), IDLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void leaveIdle(Session session) {
        synchronized (this) {
            Entry entry = entryOf(session);
            if (entry == null || !entry.isActive || session.hasWork()) {
                return;
            }
            entry.isActive = false;
        }
        shareSlots();
    }

    private @Nullable Entry entryOf(Session session) {
        for (Entry entry : sessions.values()) {
            if (entry.session == session) {
                return entry;
            }
        }
        return null;
    }

    /// What a session would get if it had work now.
    private synchronized int shareOf(Entry entry) {
        List<Entry> sharing = new ArrayList<>();
        for (Entry one : sessions.values()) {
            if (one.isActive || one == entry) {
                sharing.add(one);
            }
        }
        return shares(sharing).getOrDefault(entry, 0);
    }

    /// Tells all sessions that have work what they get.
    void shareSlots() {
        synchronized (sharing) {
            Map<Entry, Integer> shares;
            synchronized (this) {
                List<Entry> active = new ArrayList<>();
                for (Entry one : sessions.values()) {
                    if (one.isActive || isDraining) {
                        active.add(one);
                    }
                }
                shares = shares(active);
            }
            shares.forEach((entry, slots) -> entry.session.resize(slots));
        }
    }

    private Map<Entry, Integer> shares(List<Entry> entries) {
        List<Integer> limits = new ArrayList<>();
        entries.forEach(entry -> limits.add(isDraining ? 0 : entry.session.limit()));
        List<Integer> shares = FairShare.of(settings.slots(), limits);
        Map<Entry, Integer> result = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            result.put(entries.get(i), shares.get(i));
        }
        return result;
    }

    // --- the end

    /// Whether it takes nothing new.
    boolean isDraining() {
        return isDraining;
    }

    /// Takes nothing new, hands back what has not begun, and waits until the rest is done, as long as
    /// [AgentSettings#drainTime()] allows.
    ///
    /// @throws InterruptedException if the thread was interrupted; it goes on taking nothing new
    public void drain() throws InterruptedException {
        List<Session> all = new ArrayList<>();
        synchronized (this) {
            isDraining = true;
            sessions.values().forEach(entry -> all.add(entry.session));
        }
        shareSlots();
        all.forEach(Session::giveBack);
        long deadline = System.nanoTime() + settings.drainTime().toNanos();
        synchronized (this) {
            while (sessions.values().stream().anyMatch(entry -> entry.session.hasWork())) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        }
        for (Session session : all) {
            try {
                session.flushed().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                return; // It did not listen for long.
            }
        }
    }

    /// Leaves the cluster. What still runs is killed. May be called many times.
    @Override
    public void close() {
        List<Entry> all;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            all = new ArrayList<>(sessions.values());
            all.addAll(ending);
            sessions.clear();
        }
        membership().close();
        List<ProcessPoolExecutor> pools = new ArrayList<>();
        for (Entry entry : all) {
            ProcessPoolExecutor pool = entry.session.end(Message.Ending.KILL);
            entry.session.close();
            if (pool != null) {
                pools.add(pool);
            }
        }
        clerks.shutdownNow();
        pools.forEach(ProcessPoolExecutor::close);
        all.forEach(entry -> entry.pool.release());
        folder.close();
    }

    // --- status

    private Answer.Status status() {
        List<Session> all = new ArrayList<>();
        boolean draining;
        synchronized (this) {
            sessions.values().forEach(entry -> all.add(entry.session));
            draining = isDraining;
        }
        int running = 0;
        int waiting = 0;
        int workers = 0;
        long done = doneBefore.get();
        for (Session session : all) {
            Session.Census census = session.census();
            running += census.running();
            waiting += census.waiting();
            workers += census.workers();
            done += census.done();
        }
        Runtime runtime = Runtime.getRuntime();
        return new Answer.Status(
                settings.slots(),
                all.size(),
                running,
                waiting,
                done,
                workers,
                runtime.totalMemory() - runtime.freeMemory(),
                draining);
    }
}
