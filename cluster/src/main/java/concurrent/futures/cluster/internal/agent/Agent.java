package concurrent.futures.cluster.internal.agent;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.agent.Sessions.Entry;
import concurrent.futures.cluster.internal.agent.files.JarCache;
import concurrent.futures.cluster.internal.agent.files.WorkFolder;
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
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.launch.PrivateDirectory;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A member of the cluster that runs tasks: for each session of a driver, in a process pool of its own.
///
/// The engine's threads bring what drivers say, in order; all that may block is done by clerks. Slots are shared
/// fairly: each session that has work gets as many as any other.
public final class Agent implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");

    private static final String GIVES_UP = "an agent can not tell drivers what becomes of their tasks, and gives up";

    /// So long is waited for clerks who were interrupted.
    private static final long CLERKS_SECONDS = 10;

    private final AgentSettings settings;
    private final PrivateDirectory folder;
    private final JarCache jars;
    private final ReentrantLock closing = new ReentrantLock();

    /// What comes for them once the agent has ended is dropped: its folder is removed, and drivers learn that it is
    /// gone.
    private final ThreadPoolExecutor clerks = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Threads.daemons("cluster-agent-clerk"),
            new ThreadPoolExecutor.DiscardPolicy());
    private final Arrivals arrivals;
    private final CompletableFuture<Membership> membership = new CompletableFuture<>();
    private final Sessions sessions;
    private final CompletableFuture<Throwable> givenUp = new CompletableFuture<>();
    private final AtomicLong folders = new AtomicLong();
    private final AtomicLong doneBefore = new AtomicLong();

    /// Who was there in the last view; only views change it, and the engine tells of one after the other.
    private volatile Set<NodeId> present = Set.of();

    private Agent(AgentSettings settings, PrivateDirectory folder, JarCache jars) {
        this.settings = settings;
        this.folder = folder;
        this.sessions = new Sessions(settings.slots());
        this.jars = jars;
        this.arrivals = new Arrivals(folder.path(), clerks, settings.largestValue(), this::isPresent);
    }

    /// Joins a cluster.
    ///
    /// @param settings how the agent is
    /// @param engine what takes messages
    /// @return an agent, to be closed
    /// @throws ClusterException if it can not join, or not keep jars
    /// @throws IOException if it can not have a folder
    /// @throws InterruptedException if the thread was interrupted; nothing is left behind then
    public static Agent start(AgentSettings settings, Engine engine) throws IOException, InterruptedException {
        JarCache jars = new JarCache(settings.jarFolder(), settings.jarBytes());
        jars.check();
        PrivateDirectory folder = PrivateDirectory.create(
                List.of(Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath()));
        folder.sweepAround();
        Agent agent = new Agent(settings, folder, jars);
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

    /// What it has.
    Sessions sessions() {
        return sessions;
    }

    /// Its place in the cluster.
    ///
    /// @return the membership; waits until it is there
    public Membership membership() {
        return membership.join();
    }

    /// Returns if it is well: where its threads wait for each other for ever, this does, too.
    public void check() {
        membership().view();
        status();
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
                Session session = sessions.find(new Sessions.Key(from, ask.session()));
                return CompletableFuture.completedFuture(QuestionCodec.write(
                        new Answer.Begun(session == null ? List.of() : session.begun(ask.tasks()))));
            }
            return CompletableFuture.failedFuture(new ClusterException("agents do not answer that", null));
        }

        @Override
        public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
            return arrivals.received(from, id, totalBytes, piece);
        }

        @Override
        public void abandoned(NodeId from, LargeId id, String reason) {
            arrivals.abandoned(from, id, reason);
        }
    }

    private void take(NodeId from, Message.ToAgent message) {
        if (message instanceof Message.Hello hello) {
            hello(from, hello);
            return;
        }
        Session session = sessions.find(new Sessions.Key(from, message.session()));
        if (session == null) {
            if (message instanceof Message.Goodbye goodbye) {
                endSooner(from, goodbye);
            }
            return; // It has ended here, and the driver knows, or will.
        }
        switch (message) {
            case Message.Hello again -> throw new AssertionError(again);
            case Message.Define define -> session.define(define);
            case Message.Run run -> session.run(run.tasks(), run.isWatched());
            case Message.Cancel cancel -> session.revocations().cancel(cancel.tasks());
            case Message.Revoke revoke -> session.revocations().revoke(revoke.tasks());
            case Message.RevokeLast revoke -> session.revocations().revokeLast(revoke.count());
            case Message.Limit limit -> session.limit(limit.workers());
            case Message.LetterToWorker letter -> session.mail().deliver(letter);
            case Message.ForgetLoader forget -> session.forgetLoader(forget.loader());
            case Message.ForgetShared forget -> session.forgetShared(forget.number());
            case Message.Goodbye goodbye -> end(from, goodbye.session(), ended -> ended.end(goodbye.how()));
        }
    }

    private boolean isPresent(NodeId node) {
        return present.contains(node);
    }

    private void noteView(View view) {
        Set<NodeId> now = new HashSet<>();
        view.nodes().forEach(node -> now.add(node.id()));
        Set<NodeId> gone = new HashSet<>(present);
        gone.removeAll(now);
        present = now;
        List<Sessions.Key> orphans = sessions.orphans(now);
        orphans.forEach(key -> gone.add(key.driver()));
        orphans.forEach(key -> end(key.driver(), key.session(), Session::forsake));
        gone.forEach(arrivals::forget);
    }

    // --- sessions

    private void hello(NodeId from, Message.Hello hello) {
        Path place = folder.path().resolve("session-" + folders.incrementAndGet());
        // The driver has thought it lost, if it is there already.
        end(from, hello.session(), Session::forsake);
        Session session = new Session(this, from, hello, place, arrivals);
        Entry entry = new Entry(session, new SessionPool(settings, jars, session), place);
        if (sessions.add(new Sessions.Key(from, hello.session()), entry)) {
            clerks.execute(() -> prepare(entry));
        } else {
            session.close();
        }
    }

    private void prepare(Entry entry) {
        Session session = entry.session();
        ProcessPoolExecutor pool = null;
        boolean isOpen = false;
        try {
            Files.createDirectory(entry.folder());
            pool = entry.pool().make(sessions.shareOf(entry));
            isOpen = session.open(pool, sessions.shareOf(entry));
        } catch (Exception | OutOfMemoryError e) {
            String reason = "agent " + settings.name() + " can not make a pool: " + e.getMessage();
            Perseverance.run(() -> session.refuse(reason, Content.NONE));
            Guard.log(
                    System.Logger.Level.WARNING,
                    "can not begin the session of " + session.hello().name(),
                    e);
        } finally {
            entry.prepared().countDown();
            if (!isOpen && pool != null) {
                pool.killWorkers();
            }
        }
        if (isOpen) {
            sessions.shareSlots();
        }
    }

    /// A session ends: the driver says so, or is gone.
    private void end(NodeId driver, long number, Consumer<Session> way) {
        Entry entry = sessions.remove(new Sessions.Key(driver, number));
        if (entry != null) {
            way.accept(entry.session());
            sessions.shareSlots();
            clerks.execute(() -> cleanUp(entry));
        }
    }

    /// A session is to end that is about to, or has ended. It tells itself when its workers are gone.
    private void endSooner(NodeId driver, Message.Goodbye goodbye) {
        List<Session> ending = sessions.ending(new Sessions.Key(driver, goodbye.session()));
        if (ending.isEmpty()) {
            clerks.execute(() -> tellGone(driver, goodbye.session()));
        }
        ending.forEach(session -> session.end(goodbye.how()));
    }

    private void tellGone(NodeId driver, long session) {
        try {
            membership().send(driver, MessageCodec.write(new Message.Gone(session)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The agent is closed.
        }
    }

    /// Waits for the end of the workers, and removes what was theirs.
    private void cleanUp(Entry entry) {
        try {
            entry.prepared().await();
            ProcessPoolExecutor pool = entry.pool().made();
            if (pool != null) {
                pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            }
            entry.session().gone();
            entry.pool().release();
            WorkFolder.remove(entry.folder());
        } catch (InterruptedException e) {
            return; // The agent is closed, and does the rest.
        } catch (IOException e) {
            Guard.log(System.Logger.Level.WARNING, "can not remove " + entry.folder(), e);
        }
        sessions.ended(entry);
        doneBefore.addAndGet(entry.session().census().done());
    }

    // --- the end

    /// Drivers can not be told what becomes of their tasks, and wait for it. Needs no memory but to log it.
    void giveUp(Throwable why) {
        if (!givenUp.isDone()) {
            Guard.log(System.Logger.Level.ERROR, GIVES_UP, why);
            givenUp.complete(why);
        }
    }

    /// Tells when the agent is of no use any more, since it can not tell drivers what becomes of their tasks, most
    /// likely for lack of memory. Its process is to end at once then, so that they learn that the tasks are lost.
    ///
    /// @return done then, with the last failure; what follows it runs in a thread that holds no lock
    public CompletableFuture<Throwable> givenUp() {
        return givenUp;
    }

    /// Takes nothing new, hands back what has not begun, and waits until the rest is done, and sessions that have ended
    /// have no workers any more, as long as [AgentSettings#drainTime()] allows.
    ///
    /// @throws InterruptedException if the thread was interrupted; it goes on taking nothing new
    public void drain() throws InterruptedException {
        List<Session> all = sessions.drain();
        all.forEach(session -> session.revocations().giveBack());
        long deadline = System.nanoTime() + settings.drainTime().toNanos();
        if (!sessions.awaitIdle(deadline)) {
            return;
        }
        for (Session session : all) {
            try {
                session.flushed().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                return; // It did not listen for long.
            }
        }
    }

    /// Kills what still runs, removes all files, and then leaves the cluster: that may take seconds, if others are lost
    /// at the same time, and this process may not have them. May be called many times; who comes second waits for the
    /// first one.
    @Override
    public void close() {
        closing.lock();
        try {
            List<Entry> all = sessions.close();
            if (all != null) {
                end(all);
                membership().close();
            }
        } finally {
            closing.unlock();
        }
    }

    private void end(List<Entry> all) {
        for (Entry entry : all) {
            // Drivers hear nothing of the ends that follow: they learn that the agent is gone.
            entry.session().close();
            entry.session().end(Message.Ending.KILL);
        }
        clerks.shutdownNow();
        awaitClerks();
        arrivals.close();
        List<SessionPool> pools = all.stream().map(Entry::pool).toList();
        for (SessionPool pool : pools) {
            ProcessPoolExecutor made = pool.made();
            if (made != null) {
                made.close();
            }
        }
        pools.forEach(SessionPool::release);
        folder.close();
    }

    /// What clerks are about to do ends with an interrupt; but they may be about to remove what they have written, or
    /// to write what is to be removed.
    private void awaitClerks() {
        try {
            if (!clerks.awaitTermination(CLERKS_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "{0}: clerks do not end; files may be left", settings.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // --- status

    private Answer.Status status() {
        List<Session> all = sessions.all();
        int running = 0;
        int waiting = 0;
        int workers = 0;
        long done = doneBefore.get();
        for (Session session : all) {
            Census census = session.census();
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
                sessions.isDraining());
    }
}
