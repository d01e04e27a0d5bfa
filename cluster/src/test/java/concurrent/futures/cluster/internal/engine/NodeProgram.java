package concurrent.futures.cluster.internal.engine;

import concurrent.futures.cluster.ClusterException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A node in a JVM of its own: it tells on standard output what it is told, answers every question with the question,
/// takes every large value, and leaves when its standard input ends.
public final class NodeProgram implements Inbox {
    private NodeProgram() {}

    /// Runs it.
    ///
    /// @param args engine, name, address, port, whether it is a seed, `host:port` of the seed, name of the cluster,
    ///     and, if there is one more, the folder of the certificates
    public static void main(String[] args) throws InterruptedException, IOException {
        String name = args[1];
        Path folder = args.length > 7 ? Path.of(args[7]) : null;
        EngineSettings settings = new EngineSettings(
                args[6],
                args[2],
                Integer.parseInt(args[3]),
                Boolean.parseBoolean(args[4]),
                new EngineSettings.Discovery.Seeds(List.of(args[5])),
                folder == null
                        ? null
                        : new EngineSettings.Security(
                                folder.resolve("node.p12"), folder.resolve("trust.p12"), folder.resolve("password")),
                Duration.ofSeconds(10),
                1 << 20);
        NodeCard card = new NodeCard(NodeCard.Role.AGENT, name, 4, Set.of(), "1", 1, 25);
        Membership membership;
        try {
            membership = Engines.named(args[0]).join(settings, card, new NodeProgram());
        } catch (ClusterException e) {
            System.out.println("refused " + e.getMessage());
            return;
        }
        System.out.println("joined " + membership.self().id().value());
        while (System.in.read() >= 0) {}
        membership.close();
        System.out.println("left");
    }

    @Override
    public void viewChanged(View view) {
        System.out.println("view "
                + view.nodes().stream().map(node -> node.card().name()).sorted().toList());
    }

    @Override
    public void suspected(NodeId node, String reason) {
        System.out.println("suspected " + node);
    }

    @Override
    public void received(NodeId from, byte[] message) {
        System.out.println("received " + message.length);
    }

    @Override
    public CompletionStage<byte[]> asked(NodeId from, byte[] message) {
        return CompletableFuture.completedStage(message);
    }

    @Override
    public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
        return CompletableFuture.completedStage(null);
    }
}
