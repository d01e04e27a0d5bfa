package concurrent.futures.cluster.internal.engine.jgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.NodeLostException;
import concurrent.futures.cluster.internal.engine.NodeProgram;
import concurrent.futures.cluster.internal.engine.Ports;
import concurrent.futures.cluster.internal.engine.RecordingInbox;
import concurrent.futures.cluster.internal.engine.TalkingProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// Nodes in JVMs of their own, which are killed and stopped.
class JGroupsProcessTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final int seedPort = Ports.free();
    private final RecordingInbox inbox = new RecordingInbox();
    private String cluster = "";

    @BeforeEach
    void name(TestInfo test) {
        cluster = "processes-" + Integer.toHexString(test.getDisplayName().hashCode());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aKilledNodeIsNoticed() throws Exception {
        Membership self = join(true);
        TalkingProcess killed = start("killed", false);
        start("other", false).await("joined");
        NodeId gone = id(killed);
        inbox.awaitView(view -> view.nodes().size() == 3);
        CompletableFuture<byte[]> answered = self.request(gone, new byte[3]);
        assertEquals(3, answered.get(RecordingInbox.PATIENCE_SECONDS, TimeUnit.SECONDS).length);

        killed.signal("KILL");

        inbox.awaitView(view -> view.nodes().size() == 2);
        assertEquals(List.of(gone), inbox.suspects());
        ExecutionException failed = assertThrows(
                ExecutionException.class,
                () -> self.request(gone, new byte[3]).get(RecordingInbox.PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertInstanceOf(NodeLostException.class, failed.getCause());
    }

    @Test
    void aStoppedNodeIsNoticedAndComesBackAsTheSame() throws Exception {
        Membership self = join(true);
        TalkingProcess stopped = start("stopped", false);
        TalkingProcess other = start("other", false);
        NodeId id = id(stopped);
        NodeId otherId = id(other);
        inbox.awaitView(view -> view.nodes().size() == 3);

        stopped.signal("STOP");
        // More than the sockets take: what goes to others is not held up by it.
        byte[] message = new byte[1 << 20];
        Thread talker = Thread.ofVirtual().start(() -> flood(self, id, message));
        assertEquals(
                7, self.request(otherId, new byte[7]).get(RecordingInbox.PATIENCE_SECONDS, TimeUnit.SECONDS).length);

        inbox.awaitView(view -> view.nodes().size() == 2);
        talker.join();
        assertEquals(List.of(id), inbox.suspects());
        other.await("view [other, self]");

        stopped.signal("CONT");

        inbox.awaitView(view -> view.nodes().stream().map(Node::id).toList().contains(id));
        assertEquals(9, self.request(id, new byte[9]).get(RecordingInbox.PATIENCE_SECONDS, TimeUnit.SECONDS).length);
        assertEquals(3, inbox.view().nodes().size());
    }

    @Test
    void aSeedThatIsStartedAgainFindsTheOthers() throws Exception {
        TalkingProcess seed = start("seed", true);
        seed.await("joined");
        join(false);
        inbox.awaitView(view -> view.nodes().size() == 2);

        seed.signal("KILL");
        inbox.awaitView(view -> view.nodes().size() == 1);
        TalkingProcess again = start("again", true);

        inbox.awaitView(view -> view.nodes().size() == 2);
        again.await("view [again, self]");
    }

    @Test
    void whoJoinsWhileTheLeadingNodeIsKilledIsLetInByTheNextOne() throws Exception {
        TalkingProcess leader = start("leader", true);
        leader.await("joined");
        Membership self = join(false);
        inbox.awaitView(view -> view.nodes().size() == 2);

        leader.signal("KILL");
        Membership other =
                join(new RecordingInbox(), /* port= */ 0, false, self.self().address());

        assertEquals(List.of(self.self(), other.self()), other.view().nodes());
    }

    private static void flood(Membership self, NodeId to, byte[] message) {
        try {
            for (int i = 0; i < 32; i++) {
                self.send(to, message);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Membership join(boolean isSeed) throws InterruptedException {
        return join(inbox, isSeed ? seedPort : 0, isSeed, "127.0.0.1:" + seedPort);
    }

    private Membership join(RecordingInbox inbox, int port, boolean isSeed, String seed) throws InterruptedException {
        EngineSettings settings = new EngineSettings(
                cluster,
                "127.0.0.1",
                port,
                isSeed,
                new Discovery.Seeds(List.of(seed)),
                null,
                Duration.ofSeconds(10),
                1 << 20);
        NodeCard card = new NodeCard(NodeCard.Role.DRIVER, "self", 0, Set.of(), "1", 1, 25);
        Membership membership = Engines.named("jgroups").join(settings, card, inbox);
        open.add(membership);
        return membership;
    }

    private TalkingProcess start(String name, boolean isSeed) throws IOException {
        TalkingProcess process = new TalkingProcess(
                List.of(),
                NodeProgram.class,
                "jgroups",
                name,
                "127.0.0.1",
                isSeed ? String.valueOf(seedPort) : "0",
                String.valueOf(isSeed),
                "127.0.0.1:" + seedPort,
                cluster);
        open.add(process);
        return process;
    }

    private static NodeId id(TalkingProcess process) throws InterruptedException {
        return new NodeId(java.util.UUID.fromString(process.await("joined").substring("joined ".length())));
    }
}
