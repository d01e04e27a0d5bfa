package concurrent.futures.cluster.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.NewProcesses;
import concurrent.futures.cluster.internal.agent.program.LocalAgents;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.protocol.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents in processes of their own, over the default engine, with a driver that is played by the test.
class LocalAgentsTest {
    @TempDir
    Path folder;

    private final CompletableFuture<String> trouble = new CompletableFuture<>();
    private final NewProcesses processes = new NewProcesses();
    private PlayedDriver driver;
    private LocalAgents agents;

    @BeforeEach
    void start() throws Exception {
        int port = freePort();
        driver = new PlayedDriver(
                Engines.named(Engines.DEFAULT), settings(port, /* isSeed= */ true, List.of()), 1, null);
        agents = new LocalAgents(
                new LocalAgents.Settings(
                        Engines.DEFAULT,
                        settings(port + 1, /* isSeed= */ false, List.of("127.0.0.1:" + port)),
                        1,
                        64 << 20,
                        folder.resolve("jars"),
                        /* startupCache= */ false),
                trouble::complete);
    }

    private static EngineSettings settings(int port, boolean isSeed, List<String> seeds) {
        return new EngineSettings(
                "local",
                "127.0.0.1",
                port,
                isSeed,
                new EngineSettings.Discovery.Seeds(seeds),
                null,
                Duration.ofSeconds(30),
                1 << 20);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void close() {
        agents.close();
        driver.close();
        processes.assertNone();
        assertFalse(trouble.isDone(), trouble::toString);
    }

    @Test
    void theyComeRunTasksDrainAndAreReplaced() throws Exception {
        agents.keep(2);
        List<Node> both = driver.awaitAgents(nodes -> nodes.size() == 2);
        assertEquals(2, agents.count());
        driver.talkTo(both.getFirst());
        driver.hello(1);
        long worker =
                (Long) driver.outcome(driver.run(() -> ProcessHandle.current().pid()));
        long agent = (Long) driver.outcome(
                driver.run(() -> ProcessHandle.current().parent().orElseThrow().pid()));
        ProcessHandle killed = ProcessHandle.of(agent).orElseThrow();
        assertTrue(agents.processes().contains(killed));
        ProcessHandle orphan = ProcessHandle.of(worker).orElseThrow();
        killed.destroyForcibly();
        orphan.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        List<Node> healed = driver.awaitAgents(nodes -> nodes.size() == 2 && !nodes.contains(both.getFirst()));

        // SIGTERM under load: what runs ends.
        driver.talkTo(healed.getLast());
        driver.hello(1);
        Path gate = folder.resolve("gate");
        String file = gate.toString();
        PlayedDriver.Sent running = driver.run(() -> {
            while (!Files.exists(Path.of(file))) {
                Thread.sleep(5);
            }
            return "ended";
        });
        driver.await(Message.Began.class, began -> began.tasks().getFirst().task() == running.id());
        agents.keep(1);
        driver.await(Message.Slots.class, slots -> slots.slots() == 0);
        Files.createFile(gate);
        assertEquals("ended", driver.outcome(running));
        driver.awaitAgents(nodes -> nodes.size() == 1);
    }
}
