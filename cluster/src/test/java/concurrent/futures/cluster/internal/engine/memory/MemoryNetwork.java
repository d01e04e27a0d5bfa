package concurrent.futures.cluster.internal.engine.memory;

import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.exchange.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where nodes meet. What happens to them is noticed by the others when the test says so: nothing here looks at a
/// clock, but for [#delay].
///
/// Who sees whom is a number for each node, its part: those of one part see each other. The lock guards the map and
/// that number; members are told through their mailboxes, in the order in which it was held.
public final class MemoryNetwork {
    /// The one that engines share that are found by name. Clusters of different names do not meet.
    public static final MemoryNetwork SHARED = new MemoryNetwork();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<NodeId, Member> members = new LinkedHashMap<>();
    private int ports;
    private int parts;
    private volatile Duration delay = Duration.ZERO;

    private static final class Member {
        final String cluster;
        final Node node;
        final MemoryLink link;
        final Exchange exchange;
        int part;

        Member(String cluster, Node node, MemoryLink link, Exchange exchange) {
            this.cluster = cluster;
            this.node = node;
            this.link = link;
            this.exchange = exchange;
        }
    }

    /// Makes one without nodes.
    public MemoryNetwork() {}

    Membership join(EngineSettings settings, NodeCard card, Inbox inbox) throws InterruptedException {
        CountDownLatch joined = new CountDownLatch(1);
        Exchange exchange = add(settings, card, inbox, joined);
        joined.await();
        return exchange;
    }

    private Exchange add(EngineSettings settings, NodeCard card, Inbox inbox, CountDownLatch joined) {
        lock.lock();
        try {
            Node node = new Node(new NodeId(UUID.randomUUID()), "memory:" + ++ports, card);
            MemoryLink link = new MemoryLink(this, node.id());
            Exchange exchange = new Exchange(link, inbox, settings.maxMessageBytes(), 1 << 16);
            Member member = new Member(settings.clusterName(), node, link, exchange);
            members.put(node.id(), member);
            link.start(exchange);
            tellViews(settings.clusterName());
            link.tell(joined::countDown);
            return exchange;
        } finally {
            lock.unlock();
        }
    }

    /// Kills a node: it says and hears nothing more. The others suspect it, and have a view without it.
    public void kill(NodeId id) {
        lock.lock();
        try {
            Member dead = members.remove(id);
            if (dead != null) {
                dead.link.stop();
                suspect(dead, "its connection broke");
                tellViews(dead.cluster);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The others suspect a node that lives, and stays in their view.
    public void doubt(NodeId id) {
        lock.lock();
        try {
            suspect(member(id), "it seemed to be dead");
        } finally {
            lock.unlock();
        }
    }

    /// Stops a node as by SIGSTOP: it says and hears nothing until [#thaw]. Nobody notices before [#expel].
    public void freeze(NodeId id) {
        member(id).link.freeze();
    }

    /// A frozen node goes on. If it was expelled, it is seen again.
    public void thaw(NodeId id) {
        lock.lock();
        try {
            Member member = member(id);
            member.link.thaw();
            if (member.part != 0) {
                member.part = 0;
                tellViews(member.cluster);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The others notice that a node gives no sign of life, and have a view without it.
    public void expel(NodeId id) {
        part(Set.of(id), "it has sent no sign of life");
    }

    /// Cuts the cable between these nodes and all others. Both sides notice.
    public void part(Set<NodeId> ids) {
        part(ids, "it can not be reached");
    }

    /// Mends all cables: all nodes are in one view again.
    public void heal() {
        lock.lock();
        try {
            members.values().forEach(member -> member.part = 0);
            tellAllViews();
        } finally {
            lock.unlock();
        }
    }

    /// How long a packet takes from now on.
    public void delay(Duration time) {
        delay = time;
    }

    void leave(NodeId id) {
        lock.lock();
        try {
            Member gone = members.remove(id);
            if (gone != null) {
                gone.link.stop();
                tellViews(gone.cluster);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Where a packet goes.
    @Nullable
    MemoryLink reach(NodeId from, NodeId to) {
        lock.lock();
        try {
            Member sender = members.get(from);
            Member receiver = members.get(to);
            boolean reached = sender != null && receiver != null && sees(sender, receiver);
            return reached ? receiver.link : null;
        } finally {
            lock.unlock();
        }
    }

    long delayNanos() {
        return delay.toNanos();
    }

    private void part(Set<NodeId> ids, String reason) {
        lock.lock();
        try {
            int part = ++parts;
            Map<Member, List<Node>> before = new HashMap<>();
            members.values().forEach(member -> before.put(member, seenBy(member)));
            ids.forEach(id -> member(id).part = part);
            before.forEach((member, seen) -> {
                Set<Node> lost = new HashSet<>(seen);
                seenBy(member).forEach(lost::remove);
                lost.forEach(node -> member.link.tell(() -> member.exchange.suspected(node.id(), reason)));
            });
            tellAllViews();
        } finally {
            lock.unlock();
        }
    }

    private void suspect(Member dead, String reason) {
        for (Member member : members.values()) {
            if (sees(member, dead)) {
                member.link.tell(() -> member.exchange.suspected(dead.node.id(), reason));
            }
        }
    }

    private void tellAllViews() {
        members.values().stream()
                .map(member -> member.cluster)
                .distinct()
                .toList()
                .forEach(this::tellViews);
    }

    private void tellViews(String cluster) {
        for (Member member : members.values()) {
            if (member.cluster.equals(cluster)) {
                List<Node> seen = seenBy(member);
                member.link.tell(() -> member.exchange.viewChanged(seen));
            }
        }
    }

    private List<Node> seenBy(Member member) {
        List<Node> seen = new ArrayList<>();
        members.values().stream().filter(other -> sees(member, other)).forEach(other -> seen.add(other.node));
        return seen;
    }

    private static boolean sees(Member one, Member other) {
        return one.cluster.equals(other.cluster) && one.part == other.part;
    }

    private Member member(NodeId id) {
        Member member = members.get(id);
        if (member == null) {
            throw new IllegalArgumentException("no node " + id);
        }
        return member;
    }
}
