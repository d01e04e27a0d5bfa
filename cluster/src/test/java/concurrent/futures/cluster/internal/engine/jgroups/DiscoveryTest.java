package concurrent.futures.cluster.internal.engine.jgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.Ports;
import concurrent.futures.cluster.internal.engine.RecordingInbox;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How nodes find each other.
class DiscoveryTest {
    @TempDir
    private Path folder;

    @Test
    void nodesThatBeginAtOnceFindEachOtherByAFolder() throws Exception {
        // One that was killed has left its file, and somebody else has left something.
        Path own = Files.createDirectories(folder.resolve("folder"));
        Files.writeString(own.resolve("killed.node"), "127.0.0.1:" + Ports.free() + "\n");
        Files.writeString(own.resolve("other.node"), "no address\n");

        joinAll("folder", new Discovery.Folder(folder), List.of("127.0.0.1", "127.0.0.1", "127.0.0.1"), 0);

        try (Stream<Path> left = Files.list(own)) {
            assertEquals(2, left.count(), "who has left has no file");
        }
    }

    @Test
    void nodesFindEachOtherByAllAddressesOfAName() throws Exception {
        // All of 127.0.0.0/8 is loopback; here the name has one address, and a second node is found by the first.
        int port = Ports.free();
        joinAll("dns", new Discovery.Dns("localhost", port), List.of("127.0.0.1", "127.0.0.2"), port);
    }

    @Test
    void aSeedWhosePortIsTakenSaysSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EngineSettings settings =
                    settings("taken", "127.0.0.1", taken.getLocalPort(), true, new Discovery.Seeds(List.of()));
            ClusterException refused = assertThrows(ClusterException.class, () -> join(settings, new RecordingInbox()));
            assertTrue(refused.getMessage().contains(String.valueOf(taken.getLocalPort())), refused::getMessage);
        }
    }

    @Test
    void aSecondSeedOnLoopbackTakesTheNextPortAndJoinsTheFirst() throws Exception {
        int port = Ports.free();
        EngineSettings seed = settings("second", "127.0.0.1", port, true, seeds(port));
        try (Membership first = join(seed, new RecordingInbox());
                Membership second = join(seed, new RecordingInbox())) {
            assertEquals(List.of(first.self(), second.self()), second.view().nodes());
        }
    }

    @Test
    void butNotWhereSomebodyElseHasThePort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EngineSettings seed = new EngineSettings(
                    "foreign",
                    "127.0.0.1",
                    taken.getLocalPort(),
                    true,
                    seeds(taken.getLocalPort()),
                    null,
                    Duration.ofMillis(500),
                    1 << 20);
            ClusterException refused = assertThrows(ClusterException.class, () -> join(seed, new RecordingInbox()));
            assertTrue(refused.getMessage().contains("is taken, but not by a member"), refused::getMessage);
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamedWithTheCureAndNotMade() {
        Path missing = folder.resolve("misspelt");
        EngineSettings settings = settings("folder", "127.0.0.1", 0, false, new Discovery.Folder(missing));
        ClusterException refused = assertThrows(ClusterException.class, () -> join(settings, new RecordingInbox()));
        assertTrue(refused.getMessage().startsWith("there is no folder " + missing), refused::getMessage);
        assertTrue(refused.getMessage().contains("--folder or sharedFolder(…)"), refused::getMessage);
        assertFalse(Files.exists(missing));
    }

    @Test
    @Timeout(60)
    void whoWaitsForASeedCanBeInterrupted() throws Exception {
        int port = Ports.free();
        EngineSettings settings =
                settings("interrupted", "127.0.0.1", 0, false, new Discovery.Seeds(List.of("127.0.0.1:" + port)));
        List<Throwable> thrown = new ArrayList<>();
        Thread joining = Thread.ofVirtual().unstarted(() -> {
            try {
                join(settings, new RecordingInbox()).close();
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        try (ServerSocket seed = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            joining.start();
            seed.accept().close();
            joining.interrupt();
            joining.join();
        }
        assertEquals(1, thrown.size());
    }

    @Test
    void whoAsksAMemberThatDoesNotLeadIsLetInByTheOneThatDoes() throws Exception {
        int port = Ports.free();
        RecordingInbox inbox = new RecordingInbox();
        try (Membership leader = join(settings("led", "127.0.0.1", port, true, seeds(port)), inbox);
                Membership other = join(settings("led", "127.0.0.1", 0, false, seeds(port)), new RecordingInbox());
                Membership third = join(
                        settings(
                                "led",
                                "127.0.0.1",
                                0,
                                false,
                                new Discovery.Seeds(List.of(other.self().address()))),
                        new RecordingInbox())) {
            assertEquals(
                    List.of(leader.self(), other.self(), third.self()),
                    third.view().nodes());
            inbox.awaitView(view -> view.nodes().size() == 3);
        }
    }

    @Test
    void whoAsksThroughASeedAmongDeadOnesIsLetIn() throws Exception {
        int port = Ports.free();
        List<String> seeds = List.of("127.0.0.1:" + Ports.free(), "127.0.0.1:" + port);
        try (Membership leader = join(settings("alive", "127.0.0.1", port, true, seeds(port)), new RecordingInbox());
                Membership other = join(
                        settings("alive", "127.0.0.1", 0, false, new Discovery.Seeds(seeds)), new RecordingInbox())) {
            assertEquals(List.of(leader.self(), other.self()), other.view().nodes());
        }
    }

    private static Discovery seeds(int port) {
        return new Discovery.Seeds(List.of("127.0.0.1:" + port));
    }

    private static void joinAll(String cluster, Discovery discovery, List<String> addresses, int port)
            throws Exception {
        List<RecordingInbox> inboxes = new ArrayList<>();
        List<Future<Membership>> joining = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String address : addresses) {
                RecordingInbox inbox = new RecordingInbox();
                inboxes.add(inbox);
                joining.add(threads.submit(() -> join(settings(cluster, address, port, false, discovery), inbox)));
            }
            for (RecordingInbox inbox : inboxes) {
                inbox.awaitView(view -> view.nodes().size() == addresses.size());
            }
            for (Future<Membership> each : joining) {
                each.get().close();
            }
        }
    }

    private static EngineSettings settings(
            String cluster, String address, int port, boolean isSeed, Discovery discovery) {
        return new EngineSettings(cluster, address, port, isSeed, discovery, null, Duration.ofSeconds(30), 1 << 20);
    }

    private static Membership join(EngineSettings settings, RecordingInbox inbox) throws InterruptedException {
        NodeCard card = new NodeCard(NodeCard.Role.AGENT, "node", 1, Set.of(), "1", 1, 25);
        return Engines.named("jgroups").join(settings, card, inbox);
    }
}
