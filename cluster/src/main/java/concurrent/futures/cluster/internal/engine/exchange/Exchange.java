package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.View;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// A membership over the plain messages of an engine. The engine tells it of views, of suspicions and of packets, from
/// threads of its own; it tells the [Inbox].
///
/// Of two nodes, one may lose the other, and have it again, without the other's having noticed: a frozen one is put out
/// of the views of all others, and hears of none of that. What they had in common is gone all the same. So who has
/// another one again tells it first how often it has lost it; and who did not know that loses it, too, for a moment.
///
/// Of what the engine has as a member, this node may hear nothing, since the link between the two is broken, and no
/// other. It is lost here, and left out of the views, until it is heard of again.
public final class Exchange implements Membership {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");

    private static final String WE_LEAVE = "this node has left the cluster";
    private static final int PIECES_UNDER_WAY = 16;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final String IS_SILENT =
            "it has given this node no sign of life for some seconds, and is a member of"
                    + " the cluster all the same: the link between the two may be broken";
    private static final String HAS_PARTED = "it had not heard of this node for some seconds, and has ended its work";

    private final Link link;
    private final Inbox inbox;
    private final int maxMessageBytes;
    private final int packetBytes;

    /// By what is sent. What has an outbox is a member; and is registered in [#questions] and [#outgoing] before it is
    /// looked for here, so that it fails one way or the other if the member is lost meanwhile.
    private final ConcurrentMap<NodeId, Outbox> outboxes = new ConcurrentHashMap<>();

    private final Questions questions = new Questions();
    private final LargeSender outgoing;
    private final LargeReceiver incoming;
    private final Arrivals arrivals = new Arrivals(this::open);
    private final AtomicBoolean left = new AtomicBoolean();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final Partings partings = new Partings();

    /// Held while the view changes.
    private final ReentrantLock changing = new ReentrantLock();

    /// What the engine has as members, and who of them is [silent][#silent]. Guarded by [#changing].
    private List<Node> members = List.of();

    private final Set<NodeId> silent = new HashSet<>();

    private volatile View view = new View(0, List.of());

    /// Makes one.
    ///
    /// @param link sends packets
    /// @param inbox is told
    /// @param maxMessageBytes the largest message
    /// @param packetBytes up to which small messages travel together, and the size of the pieces of large values: what
    ///     the engine sends best
    public Exchange(Link link, Inbox inbox, int maxMessageBytes, int packetBytes) {
        this.link = link;
        this.inbox = new GuardedInbox(inbox);
        this.maxMessageBytes = maxMessageBytes;
        this.packetBytes = packetBytes;
        this.outgoing = new LargeSender(packetBytes - Integer.BYTES - Frame.LARGEST_HEAD, PIECES_UNDER_WAY);
        this.incoming = new LargeReceiver(this.inbox, this::reply, PIECES_UNDER_WAY + 1);
    }

    /// The engine has a new view. One at a time.
    ///
    /// @param nodes the members, the oldest first, this node among them
    public void viewChanged(List<Node> nodes) {
        Set<NodeId> present;
        changing.lock();
        try {
            members = nodes;
            silent.retainAll(idsOf(nodes));
            List<Node> audible = audible();
            present = idsOf(audible);
            Set<NodeId> lost = new HashSet<>(outboxes.keySet());
            lost.removeAll(present);
            View next = new View(view.number() + 1, audible);
            view = next;
            for (NodeId node : present) {
                outboxes.computeIfAbsent(node, this::newOutbox);
            }
            arrivals.dismiss(lost);
            for (NodeId node : lost) {
                partings.lost(node);
                lose(node, "node " + node + " is not a member of the cluster any more");
            }
            inbox.viewChanged(next);
        } finally {
            changing.unlock();
        }
        arrivals.admit(present);
    }

    private static Set<NodeId> idsOf(List<Node> nodes) {
        return nodes.stream().map(Node::id).collect(Collectors.toUnmodifiableSet());
    }

    /// The members of which this node hears. Under the lock.
    private List<Node> audible() {
        return members.stream().filter(node -> !silent.contains(node.id())).toList();
    }

    /// The engine has heard nothing of a member for some seconds, but goes on having it as one, since others hear of
    /// it. Here it is none any more, until it is [heard][#heard].
    ///
    /// @param node which one
    public void silent(NodeId node) {
        changing.lock();
        try {
            if (left.get() || !outboxes.containsKey(node) || node.equals(link.self())) {
                return;
            }
            silent.add(node);
            arrivals.dismiss(Set.of(node));
            partings.lost(node);
            loseForAMoment(
                    node, IS_SILENT, "node " + node + " has given this one no sign of life", /* comesAgain= */ false);
        } finally {
            changing.unlock();
        }
    }

    /// The engine hears of a member again. To be called before [#arrived] is, with what was heard.
    ///
    /// @param node which one
    public void heard(NodeId node) {
        changing.lock();
        try {
            if (left.get() || !silent.remove(node)) {
                return;
            }
            outboxes.computeIfAbsent(node, this::newOutbox);
            changeTo(audible());
        } finally {
            changing.unlock();
        }
        arrivals.admit(Set.of(node));
    }

    private Outbox newOutbox(NodeId node) {
        Outbox outbox = new Outbox(link, node, packetBytes, byte[]::new, this::postsNoMore);
        long times = partings.with(node);
        if (times > 0) {
            outbox.put(Frame.parted(times));
        }
        return outbox;
    }

    /// The engine has failed with a packet for a member. It may have come, or not; so the member is lost, and comes
    /// again, which it will hear of. If not even the first packet could be posted, it is out until the engine has a new
    /// view.
    private void postsNoMore(Outbox outbox, boolean hasPosted, Throwable why) {
        Guard.log(System.Logger.Level.ERROR, "the engine failed with a message to node " + outbox.to(), why);
        Perseverance.pause();
        Perseverance.run(() -> replace(outbox, hasPosted));
    }

    private void replace(Outbox failed, boolean comesAgain) {
        NodeId node = failed.to();
        changing.lock();
        try {
            if (left.get() || outboxes.get(node) != failed) {
                failed.close();
                return;
            }
            partings.lost(node);
            loseForAMoment(
                    node,
                    "what this node had to say to it could not be sent",
                    "the engine has failed with a message to node " + node,
                    comesAgain);
        } finally {
            changing.unlock();
        }
    }

    private void lose(NodeId node, String reason) {
        Outbox outbox = outboxes.remove(node);
        if (outbox != null) {
            outbox.close();
        }
        fail(node, reason);
    }

    /// A member had lost this node. If this one has not noticed, it loses that one now, and has it again.
    private void parted(NodeId from, long times) {
        changing.lock();
        try {
            if (!partings.learn(from, times) || !outboxes.containsKey(from)) {
                return;
            }
            loseForAMoment(from, HAS_PARTED, "node " + from + " had lost this one", /* comesAgain= */ true);
        } finally {
            changing.unlock();
        }
    }

    /// Loses a member that the engine still has. Under the lock.
    private void loseForAMoment(NodeId node, String suspicion, String reason, boolean comesAgain) {
        List<Node> nodes = view.nodes();
        List<Node> others =
                nodes.stream().filter(member -> !member.id().equals(node)).toList();
        inbox.suspected(node, suspicion);
        lose(node, reason);
        changeTo(others);
        if (comesAgain) {
            outboxes.computeIfAbsent(node, this::newOutbox);
            changeTo(nodes);
        }
    }

    private void changeTo(List<Node> nodes) {
        View next = new View(view.number() + 1, nodes);
        view = next;
        inbox.viewChanged(next);
    }

    /// The engine thinks that a member is dead. What is under way fails when the next view says so, and not before: it
    /// may live.
    ///
    /// @param node which one
    /// @param reason why, for people
    public void suspected(NodeId node, String reason) {
        inbox.suspected(node, reason);
    }

    /// A packet came. Those of one sender come one after the other.
    ///
    /// @param from who posted it
    /// @param packet as it was posted; for this node alone
    public void arrived(NodeId from, byte[] packet) {
        if (!arrivals.arrived(from, packet)) {
            LOG.log(System.Logger.Level.WARNING, "messages of {0} are dropped: it is not in the cluster", from);
        }
    }

    /// The engine has put this node out of the cluster, or has failed.
    ///
    /// @param reason why
    public void failAll(String reason) {
        questions.failAll(reason);
        outgoing.failAll(reason);
        incoming.failAll(reason);
    }

    @Override
    public Node self() {
        for (Node node : view.nodes()) {
            if (node.id().equals(link.self())) {
                return node;
            }
        }
        throw new IllegalStateException("not a member");
    }

    @Override
    public View view() {
        return view;
    }

    @Override
    public void send(NodeId to, byte[] message) throws InterruptedException {
        check(message);
        Outbox outbox = outboxes.get(to);
        if (outbox != null) {
            outbox.putPatiently(Frame.message(message));
        }
    }

    @Override
    public boolean offer(NodeId to, byte[] message) {
        check(message);
        Outbox outbox = outboxes.get(to);
        return outbox == null || outbox.offer(Frame.message(message));
    }

    @Override
    public CompletableFuture<byte[]> request(NodeId to, byte[] message) throws InterruptedException {
        check(message);
        Questions.Question question = questions.ask(to);
        Outbox outbox = outboxes.get(to);
        if (outbox == null) {
            questions.fail(to, noMember(to));
            return question.answer();
        }
        try {
            outbox.putPatiently(Frame.question(question.number(), message));
        } catch (InterruptedException e) {
            questions.forget(question);
            throw e;
        }
        return question.answer();
    }

    @Override
    public CompletableFuture<Void> sendLarge(NodeId to, LargeId id, LargeValue value) {
        LargeSender.Transfer transfer = outgoing.open(to, id, value);
        Outbox outbox = outboxes.get(to);
        if (outbox == null) {
            outgoing.fail(to, noMember(to));
        } else {
            transfer.start(outbox);
        }
        return transfer.done();
    }

    @Override
    public List<String> rebuffs() {
        return link.rebuffs();
    }

    @Override
    public void close() {
        if (!left.compareAndSet(false, true)) {
            awaitGone();
            return;
        }
        try {
            sayLastWords();
            outboxes.values().forEach(Outbox::close);
            outboxes.clear();
            failAll(WE_LEAVE);
            link.leave();
            // A view that came meanwhile has made new ones.
            outboxes.values().forEach(Outbox::close);
            outboxes.clear();
        } finally {
            gone.countDown();
        }
    }

    private String noMember(NodeId to) {
        return left.get() ? WE_LEAVE : "node " + to + " is not a member of the cluster";
    }

    private void check(byte[] message) {
        if (message.length > maxMessageBytes) {
            throw new IllegalArgumentException("a message has " + message.length + " bytes, and may have "
                    + maxMessageBytes + "; send it as a large value");
        }
    }

    private void awaitGone() {
        try {
            gone.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What was sent before is to arrive, if the others take it. Each says so: the engine may tell it first that this
    /// node has left, and then bring what that had sent, which nobody takes any more.
    private void sayLastWords() {
        List<CompletableFuture<byte[]>> heard = new ArrayList<>();
        for (NodeId node : outboxes.keySet()) {
            if (!node.equals(link.self())) {
                heard.add(sayFarewell(node));
            }
        }
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            for (Outbox outbox : outboxes.values()) {
                outbox.awaitEmpty(end - System.nanoTime());
            }
            CompletableFuture.allOf(heard.toArray(CompletableFuture<?>[]::new))
                    .get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "a node was lost while this one left", e);
        } catch (TimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "a node has not heard in time that this one leaves", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<byte[]> sayFarewell(NodeId node) {
        Questions.Question question = questions.ask(node);
        Outbox outbox = outboxes.get(node);
        if (outbox == null) {
            questions.fail(node, noMember(node));
        } else {
            outbox.putNow(Frame.farewell(question.number()));
        }
        return question.answer();
    }

    private void fail(NodeId node, String reason) {
        questions.fail(node, reason);
        outgoing.fail(node, reason);
        incoming.fail(node, reason);
    }

    private void reply(NodeId to, Frame frame) {
        Outbox outbox = outboxes.get(to);
        if (outbox != null) {
            outbox.putNow(frame);
        }
    }

    /// Takes a packet apart.
    private void open(NodeId from, byte[] packet) {
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        try {
            while (bytes.hasRemaining()) {
                int length = bytes.getInt();
                if (length <= 0 || length > bytes.remaining()) {
                    throw new IllegalArgumentException("a length of " + length);
                }
                ByteBuffer frame = bytes.slice(bytes.position(), length);
                bytes.position(bytes.position() + length);
                take(from, frame);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "node " + from + " has sent what is not understood", e);
        }
    }

    private void take(NodeId from, ByteBuffer frame) {
        byte kind = frame.get();
        if (kind == Frame.MESSAGE) {
            byte[] message = rest(frame);
            inbox.received(from, message);
            return;
        }
        long number = frame.getLong();
        switch (kind) {
            case Frame.QUESTION -> answer(from, number, rest(frame));
            case Frame.ANSWER -> questions.answered(from, number, rest(frame));
            case Frame.NO_ANSWER -> questions.failed(from, number, Frame.text(frame));
            case Frame.PIECE -> {
                LargeId id = new LargeId(frame.getInt(), frame.getLong());
                incoming.arrived(from, number, id, frame.getLong(), frame.getLong(), frame.slice());
            }
            case Frame.PARTED -> parted(from, number);
            case Frame.FAREWELL -> reply(from, Frame.answer(number, Frame.NOTHING));
            case Frame.TAKEN -> outgoing.taken(from, number);
            case Frame.REFUSED -> outgoing.refused(from, number, Frame.text(frame));
            case Frame.ABANDONED -> {
                LargeId id = new LargeId(frame.getInt(), frame.getLong());
                incoming.abandoned(from, number, id, Frame.text(frame));
            }
            default -> throw new IllegalArgumentException("a frame of kind " + kind);
        }
    }

    private void answer(NodeId from, long number, byte[] question) {
        inbox.asked(from, question).whenComplete((bytes, failure) -> {
            if (failure != null) {
                reply(from, Frame.noAnswer(number, String.valueOf(failure.getMessage())));
            } else if (bytes.length > maxMessageBytes) {
                reply(
                        from,
                        Frame.noAnswer(
                                number, "the answer has " + bytes.length + " bytes, and may have " + maxMessageBytes));
            } else {
                reply(from, Frame.answer(number, bytes));
            }
        });
    }

    private static byte[] rest(ByteBuffer frame) {
        byte[] rest = new byte[frame.remaining()];
        frame.get(rest);
        return rest;
    }
}
