package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.View;
import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import concurrent.futures.internal.wire.WireFormatException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Shows the members of a cluster: joins it for a moment, and asks the agents how they are.
public final class ClusterStatus {
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private ClusterStatus() {}

    /// Asks.
    ///
    /// @param engine what takes messages
    /// @param settings where the cluster is
    /// @return a line for each member but this one, the oldest first; none if nobody is there
    /// @throws ClusterException if it can not join, such as when somebody is there, but does not let this node in
    /// @throws InterruptedException if the thread was interrupted
    public static List<String> lines(Engine engine, EngineSettings settings) throws InterruptedException {
        NodeCard card = new NodeCard(
                NodeCard.Role.OBSERVER,
                "status-" + ProcessHandle.current().pid(),
                0,
                Set.of(),
                "",
                Message.VERSION,
                Runtime.version().feature());
        try (Membership membership = engine.join(settings, card, new Deaf())) {
            Map<Node, CompletableFuture<byte[]>> answers = new LinkedHashMap<>();
            for (Node node : membership.view().nodes()) {
                if (node.id().equals(membership.self().id())) {
                    continue;
                }
                boolean isAsked =
                        node.card().role() == NodeCard.Role.AGENT && node.card().protocol() == Message.VERSION;
                answers.put(
                        node,
                        isAsked
                                ? membership.request(node.id(), QuestionCodec.write(new Question.AskStatus(0)))
                                : CompletableFuture.completedFuture(new byte[0]));
            }
            if (answers.isEmpty() && !membership.rebuffs().isEmpty()) {
                throw new ClusterException(
                        "somebody is there, but no member of cluster '" + settings.clusterName()
                                + "' that this node can join. The node at "
                                + String.join("; at ", membership.rebuffs()),
                        null);
            }
            List<String> lines = new ArrayList<>();
            for (Map.Entry<Node, CompletableFuture<byte[]>> one : answers.entrySet()) {
                lines.add(about(one.getKey()) + state(one.getValue()));
            }
            return lines;
        }
    }

    private static String about(Node node) {
        NodeCard card = node.card();
        String labels = card.labels().isEmpty() ? "" : "  " + String.join(",", new TreeSet<>(card.labels()));
        return card.role().name().toLowerCase(Locale.ROOT) + "  " + card.name() + "  " + node.address() + "  version "
                + card.libraryVersion() + "  Java " + card.javaVersion() + labels;
    }

    private static String state(CompletableFuture<byte[]> answer) throws InterruptedException {
        try {
            byte[] bytes = answer.get(TO_ANSWER.toNanos(), TimeUnit.NANOSECONDS);
            if (bytes.length > 0 && QuestionCodec.readAnswer(bytes) instanceof Answer.Status status) {
                return "  slots " + status.slots() + "  sessions " + status.sessions() + "  running "
                        + status.running() + "  waiting " + status.waiting() + "  done " + status.done() + "  workers "
                        + status.workers() + "  heap " + (status.heapBytes() >> 20) + " MiB"
                        + (status.draining() ? "  draining" : "");
            }
            return "";
        } catch (TimeoutException e) {
            return "  does not answer within " + TO_ANSWER.toSeconds() + " s";
        } catch (ExecutionException | WireFormatException e) {
            return "  " + e.getMessage();
        }
    }

    /// Hears nothing.
    private static final class Deaf implements Inbox {
        @Override
        public void viewChanged(View view) {
            // The membership tells.
        }

        @Override
        public void suspected(NodeId node, String reason) {
            // Whoever does not answer is shown so.
        }

        @Override
        public void received(NodeId from, byte[] message) {
            // Nobody has anything to say to an observer.
        }

        @Override
        public CompletionStage<byte[]> asked(NodeId from, byte[] message) {
            return CompletableFuture.failedFuture(new ClusterException("an observer answers nothing", null));
        }

        @Override
        public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
            return CompletableFuture.failedFuture(new ClusterException("an observer takes nothing", null));
        }
    }
}
