package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.internal.driver.crew.AgentNames;
import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.View;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.wire.WireFormatException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// This JVM as a member of a cluster, for all its executors there.
///
/// The engine's threads bring messages, which do not block. What is sent goes by a thread for each node: flow control
/// may block it until that node reads, and others shall not wait for that.
public final class DriverNode implements Inbox {
    /// Of so many lost agents it is known what they had.
    private static final int MOST_LOST = 1000;

    private static final Map<Key, DriverNode> NODES = new HashMap<>();

    private record Key(String engine, EngineSettings settings) {}

    private final Key key;
    private final CompletableFuture<Membership> membership = new CompletableFuture<>();
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();
    private final Map<NodeId, ThreadPoolExecutor> senders = new ConcurrentHashMap<>();
    private final Map<NodeId, String> suspicions = new ConcurrentHashMap<>();
    private final Assembly assembly = new Assembly();
    private final AtomicLong largeNumbers = new AtomicLong();

    /// By the names that they have here. Guarded by this, as the order in which sessions hear of views.
    private Map<NodeId, Node> agents = new LinkedHashMap<>();

    /// Guarded by this.
    private final AgentNames names = new AgentNames();

    /// The sessions that agents had when they were lost: one that was only frozen comes back with them, and does not
    /// know that they are over there. Guarded by this.
    private final Map<NodeId, Set<Long>> lostSessions = new LinkedHashMap<>();

    /// Held by the one who joins.
    private final ReentrantLock entrance = new ReentrantLock();

    /// Guarded by all nodes.
    private int users;

    private DriverNode(Key key) {
        this.key = key;
    }

    /// Joins a cluster, or uses what has joined it.
    ///
    /// @param engine what takes messages
    /// @param settings where and how
    /// @return a node, to be [given back][#giveBack()]
    /// @throws concurrent.futures.cluster.ClusterException if it can not join
    /// @throws InterruptedException if the thread was interrupted; nothing is left behind then
    public static DriverNode join(Engine engine, EngineSettings settings) throws InterruptedException {
        Key key = new Key(engine.name(), settings);
        while (true) {
            DriverNode node;
            synchronized (NODES) {
                node = NODES.computeIfAbsent(key, DriverNode::new);
                node.users++;
            }
            boolean isIn = false;
            try {
                isIn = node.enter(engine);
                if (isIn) {
                    return node;
                }
            } finally {
                if (!isIn) {
                    node.giveBack();
                }
            }
        }
    }

    /// Joins, unless it has. Others wait for the first one that does; they alone, since it may take long.
    ///
    /// @return `false` if another one has tried, and could not: a new node is to be taken
    private boolean enter(Engine engine) throws InterruptedException {
        entrance.lockInterruptibly();
        try {
            if (membership.isDone()) {
                return !membership.isCompletedExceptionally();
            }
            String version = DriverNode.class.getPackage().getImplementationVersion();
            NodeCard card = new NodeCard(
                    NodeCard.Role.DRIVER,
                    "driver-" + ProcessHandle.current().pid(),
                    0,
                    Set.of(),
                    version == null ? "unknown" : version,
                    Message.VERSION,
                    Runtime.version().feature());
            membership.complete(engine.join(key.settings(), card, this));
            return true;
        } finally {
            if (!membership.isDone()) {
                membership.cancel(false);
                synchronized (NODES) {
                    NODES.remove(key, this);
                }
            }
            entrance.unlock();
        }
    }

    /// It is needed no more, unless this is the last one that needs it. Does not block.
    ///
    /// @return `false` if it is the last one, and has to [give it back][#giveBack]
    boolean giveBackIfShared() {
        synchronized (NODES) {
            if (users == 1) {
                return false;
            }
            users--;
            return true;
        }
    }

    /// It is needed no more. The last one to say so leaves the cluster.
    public void giveBack() {
        synchronized (NODES) {
            if (--users > 0) {
                return;
            }
            NODES.remove(key, this);
        }
        if (!membership.isDone() || membership.isCompletedExceptionally()) {
            return; // It has not joined, and nobody is about to.
        }
        membership.join().close();
        senders.values().forEach(ThreadPoolExecutor::shutdownNow);
    }

    // --- sessions

    synchronized void add(Session session) {
        sessions.put(session.number(), session);
        agents.values().forEach(session::joined);
    }

    void remove(Session session) {
        sessions.remove(session.number());
    }

    Membership membership() {
        return membership.join();
    }

    /// Where it is in the cluster.
    ///
    /// @return as it has joined
    public EngineSettings settings() {
        return key.settings();
    }

    /// Where the others find it.
    ///
    /// @return `host:port`
    public String address() {
        return membership().self().address();
    }

    int messageBytes() {
        return key.settings().maxMessageBytes();
    }

    long nextLarge() {
        return largeNumbers.incrementAndGet();
    }

    /// The members that run tasks.
    synchronized Map<NodeId, Node> agents() {
        return new LinkedHashMap<>(agents);
    }

    CompletableFuture<Whole> expect(NodeId from, LargeId id) {
        CompletableFuture<Whole> whole = assembly.expect(from, id);
        if (!isThere(from)) {
            assembly.lost(from); // It was lost just before, and nobody else would tell.
        }
        return whole;
    }

    /// How many large values are kept for those who want them.
    int kept() {
        return assembly.size();
    }

    private synchronized boolean isThere(NodeId agent) {
        return agents.containsKey(agent);
    }

    /// Has something done that may block because of one node.
    void send(NodeId to, Runnable step) {
        senders.computeIfAbsent(to, node -> sender()).execute(step);
    }

    private static ThreadPoolExecutor sender() {
        ThreadPoolExecutor sender = new ThreadPoolExecutor(
                1,
                1,
                100,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                Threads.daemons("concurrent-futures-cluster-sender"),
                new ThreadPoolExecutor.DiscardPolicy());
        sender.allowCoreThreadTimeOut(true);
        return sender;
    }

    // --- what the engine tells

    @Override
    public synchronized void viewChanged(View view) {
        Map<NodeId, Node> now = new LinkedHashMap<>();
        for (Node node : view.nodes()) {
            if (node.card().role() == NodeCard.Role.AGENT && node.card().protocol() == Message.VERSION) {
                now.put(node.id(), node);
            }
        }
        names.retain(now.keySet());
        now.replaceAll((_, node) -> names.of(node));
        Map<NodeId, Node> before = agents;
        agents = now;
        before.forEach((id, node) -> {
            if (!now.containsKey(id)) {
                lost(id, node);
            }
        });
        now.forEach((id, node) -> {
            if (!before.containsKey(id)) {
                endLostSessions(id);
                sessions.values().forEach(session -> session.joined(node));
            }
        });
    }

    private void lost(NodeId id, Node node) {
        String suspicion = suspicions.remove(id);
        String reason = suspicion == null
                ? "it is in the cluster no more: it has left, or gave no sign of life for some seconds"
                : suspicion;
        assembly.lost(id);
        lostSessions.put(id, Set.copyOf(sessions.keySet()));
        if (lostSessions.size() > MOST_LOST) {
            lostSessions.remove(lostSessions.keySet().iterator().next());
        }
        sessions.values().forEach(session -> session.gone(node, reason));
        ThreadPoolExecutor sender = senders.remove(id);
        if (sender != null) {
            sender.shutdownNow();
        }
    }

    /// An agent is there again. What it goes on with is not wanted any more: it begins anew with each session.
    private void endLostSessions(NodeId id) {
        Set<Long> lost = lostSessions.remove(id);
        if (lost != null) {
            send(id, () -> {
                try {
                    for (long session : lost) {
                        membership().send(id, MessageCodec.write(new Message.Goodbye(session, Message.Ending.KILL)));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // It is lost again, or this node leaves.
                }
            });
        }
    }

    @Override
    public void suspected(NodeId node, String reason) {
        synchronized (this) {
            if (!agents.containsKey(node)) {
                return;
            }
        }
        suspicions.put(node, reason);
        sessions.values().forEach(session -> session.suspected(node, reason));
        send(node, () -> askWhetherItLives(node));
    }

    /// An agent that is wrongly thought to be dead may have nothing to say of its own accord, and is needed all the
    /// same.
    private void askWhetherItLives(NodeId node) {
        try {
            membership()
                    .request(node, QuestionCodec.write(new Question.AskStatus(0)))
                    .thenRun(() -> {
                        suspicions.remove(node);
                        sessions.values().forEach(session -> session.heardOf(node));
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It is lost, or this node leaves.
        }
    }

    @Override
    public void received(NodeId from, byte[] bytes) {
        suspicions.remove(from);
        Message message;
        try {
            message = MessageCodec.read(bytes);
        } catch (WireFormatException e) {
            Guard.log(System.Logger.Level.WARNING, "a message of " + from + " makes no sense and is dropped", e);
            return;
        }
        Session session = sessions.get(message.session());
        if (session != null && message instanceof Message.ToDriver toDriver) {
            session.received(from, toDriver);
        }
    }

    @Override
    public CompletionStage<byte[]> asked(NodeId from, byte[] bytes) {
        Question question;
        try {
            question = QuestionCodec.readQuestion(bytes);
        } catch (WireFormatException e) {
            return CompletableFuture.failedFuture(e);
        }
        Session session = sessions.get(question.session());
        if (session == null || !(question instanceof Question.ToDriver toDriver)) {
            return CompletableFuture.failedFuture(new IllegalStateException("there is no such session"));
        }
        return session.library().answer(from, toDriver);
    }

    @Override
    public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
        return assembly.add(from, id, totalBytes, piece);
    }

    @Override
    public void abandoned(NodeId from, LargeId id, String reason) {
        assembly.abandoned(from, id, reason);
    }

    /// What is said of a node.
    @Nullable
    String suspicion(NodeId node) {
        return suspicions.get(node);
    }
}
