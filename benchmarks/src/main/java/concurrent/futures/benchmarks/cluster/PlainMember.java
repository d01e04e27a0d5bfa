package concurrent.futures.benchmarks.cluster;

import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.View;
import concurrent.futures.cluster.internal.protocol.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A member of a cluster that neither has tasks nor runs any. It answers every question with the question, at once and
/// in the engine's thread, and takes large values and forgets them: the least that a call of the engine can cost.
final class PlainMember implements Inbox {
    private static final String ADDRESS = "127.0.0.1";
    private static final Duration TO_JOIN = Duration.ofSeconds(30);

    /// As executors have it.
    private static final int MESSAGE_BYTES = 1 << 20;

    private PlainMember() {}

    /// Joins a cluster.
    ///
    /// @param name for the others
    /// @param settings of [#settings]
    static Membership join(String name, EngineSettings settings) throws InterruptedException {
        NodeCard card = new NodeCard(
                NodeCard.Role.OBSERVER,
                name,
                0,
                Set.of(),
                "",
                Message.VERSION,
                Runtime.version().feature());
        return Engines.named(Engines.DEFAULT).join(settings, card, new PlainMember());
    }

    /// Where a cluster is.
    ///
    /// @param cluster its name
    /// @param seeds one of its members; empty for who begins it
    static EngineSettings settings(String cluster, List<String> seeds) {
        return new EngineSettings(
                cluster, ADDRESS, 0, seeds.isEmpty(), new Discovery.Seeds(seeds), null, TO_JOIN, MESSAGE_BYTES);
    }

    @Override
    public void viewChanged(View view) {
        // Whoever wants to know asks the membership.
    }

    @Override
    public void suspected(NodeId node, String reason) {
        // As above.
    }

    @Override
    public void received(NodeId from, byte[] message) {
        // Nobody has anything to say to it.
    }

    @Override
    public CompletionStage<byte[]> asked(NodeId from, byte[] message) {
        return CompletableFuture.completedFuture(message);
    }

    @Override
    public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
        return CompletableFuture.completedFuture(null);
    }

    /// One in a JVM of its own.
    static final class Program {
        private Program() {}

        /// Joins, says so, and stays until standard input ends.
        ///
        /// @param args the name of the cluster, a seed, and the name of this member
        /// @throws Exception if it can not join
        public static void main(String... args) throws Exception {
            try (Membership membership = join(args[2], settings(args[0], List.of(args[1])))) {
                System.out.println(membership.self().address());
                waitForEnd();
            }
        }

        private static void waitForEnd() throws IOException {
            while (System.in.read() >= 0) {
                // Nothing that is said matters.
            }
        }
    }
}
