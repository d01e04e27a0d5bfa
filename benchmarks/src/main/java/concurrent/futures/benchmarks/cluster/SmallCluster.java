package concurrent.futures.benchmarks.cluster;

import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.child.TemporaryFolder;
import concurrent.futures.cluster.ClusterExecutor;
import concurrent.futures.cluster.internal.agent.program.LocalAgents;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A cluster on this machine: agents, started as [ClusterExecutor#local] starts them, but with as many slots as one
/// likes; and a plain member in this JVM, which began it.
final class SmallCluster implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final String name;
    private final Membership member;
    private final TemporaryFolder folder;
    private final LocalAgents agents;
    private final List<ChildJvm> peers = new ArrayList<>();
    private final int count;

    private SmallCluster(String name, Membership member, TemporaryFolder folder, int count, int slots) {
        this.name = name;
        this.member = member;
        this.folder = folder;
        this.count = count;
        this.agents = new LocalAgents(
                new LocalAgents.Settings(
                        Engines.DEFAULT,
                        PlainMember.settings(name, List.of(member.self().address())),
                        slots,
                        /* workerHeap= */ 0,
                        folder.path().resolve("jars"),
                        /* startupCache= */ true),
                trouble -> System.getLogger(SmallCluster.class.getName()).log(System.Logger.Level.ERROR, trouble));
    }

    /// Begins one, and waits for its agents.
    ///
    /// @param agents how many
    /// @param slots of each
    static SmallCluster open(int agents, int slots) throws IOException, InterruptedException {
        String name = "benchmarks-" + UUID.randomUUID();
        Membership member = PlainMember.join("benchmarks", PlainMember.settings(name, List.of()));
        SmallCluster cluster = new SmallCluster(name, member, TemporaryFolder.make(), agents, slots);
        boolean isThere = false;
        try {
            cluster.agents.keep(agents);
            cluster.awaitAgents();
            isThere = true;
            return cluster;
        } finally {
            if (!isThere) {
                cluster.close();
            }
        }
    }

    /// An executor on its agents.
    ClusterExecutor connect() {
        return ClusterExecutor.builder()
                .clusterName(name)
                .seeds(member.self().address())
                .build();
    }

    /// The member in this JVM.
    Membership member() {
        return member;
    }

    /// Starts a plain member in a JVM of its own.
    Node startPeer() throws IOException {
        String peer = "peer-" + peers.size();
        // As agents are started, but for what only a heap that is used can tell apart.
        ChildJvm jvm = ChildJvm.start(
                LocalAgents.JVM_OPTIONS,
                PlainMember.Program.class,
                name,
                member.self().address(),
                peer);
        peers.add(jvm);
        String address = jvm.line();
        while (true) {
            for (Node node : member.view().nodes()) {
                if (node.address().equals(address)) {
                    return node;
                }
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /// The processes of the agents that are there now.
    List<ProcessHandle> agents() {
        return agents.processes();
    }

    /// Waits until all agents are members; one that was killed has another in its place. There is no event for that.
    void awaitAgents() {
        while (agents.processes().stream().filter(ProcessHandle::isAlive).count() < count || members() < count) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    /// How many agents are members; those who keep them are told, so that one that is killed soon is replaced.
    private long members() {
        List<Node> there = member.view().nodes().stream()
                .filter(node -> node.card().role() == Role.AGENT)
                .toList();
        there.forEach(node -> agents.joined(node.card().name()));
        return there.size();
    }

    @Override
    public void close() throws IOException {
        try (folder;
                member) {
            agents.close();
            peers.forEach(ChildJvm::close);
        }
    }
}
