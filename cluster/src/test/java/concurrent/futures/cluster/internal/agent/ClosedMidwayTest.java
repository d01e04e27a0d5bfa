package concurrent.futures.cluster.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.NewProcesses;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.memory.MemoryEngine;
import concurrent.futures.cluster.internal.engine.memory.MemoryNetwork;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.security.LogTrap;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent that is closed while a large value is under way to it.
class ClosedMidwayTest {
    private final NewProcesses processes = new NewProcesses();

    @TempDir
    Path folder;

    /// A value that stops in the midst. So much goes ahead of it that pieces of it were written when it stops.
    private static final class Halting implements LargeValue {
        private static final int AHEAD = 4 << 20;
        final CountDownLatch stopped = new CountDownLatch(1);
        final CountDownLatch goesOn = new CountDownLatch(1);

        @Override
        public long bytes() {
            return 2L * AHEAD;
        }

        @Override
        public InputStream open() {
            return new InputStream() {
                private int given;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0];
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    if (given == AHEAD) {
                        stop();
                    }
                    int count = Math.min(length, AHEAD - given);
                    given += count;
                    return count;
                }

                private void stop() throws IOException {
                    stopped.countDown();
                    try {
                        goesOn.await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException("stopped");
                    }
                    throw new IOException("it does not go on");
                }
            };
        }
    }

    /// Several times, since clerks may be at work on its last pieces, or not.
    @RepeatedTest(5)
    void nothingFailsInTheAgent() throws Exception {
        MemoryEngine engine = new MemoryEngine(new MemoryNetwork());
        EngineSettings engineSettings = MemoryEngine.settings("test");
        Agent agent = Agent.start(
                new AgentSettings(
                        "node-1",
                        1,
                        Set.of(),
                        64 << 20,
                        folder.resolve("jars"),
                        1 << 20,
                        AgentSettings.LARGEST_VALUE,
                        Duration.ofSeconds(60),
                        /* startupCache= */ false,
                        engineSettings),
                engine);
        Halting value = new Halting();
        try (LogTrap log = new LogTrap("concurrent.futures");
                PlayedDriver driver = new PlayedDriver(
                        engine, engineSettings, 1, agent.membership().self().id())) {
            CompletableFuture<Void> sent = driver.sendLarge(Purpose.TASK.id(1), value);
            assertTrue(value.stopped.await(60, TimeUnit.SECONDS), "it did not get as far");
            agent.close();
            assertThrows(ExecutionException.class, () -> sent.get(60, TimeUnit.SECONDS));
            assertEquals(List.of(), log.messages());
        } finally {
            value.goesOn.countDown();
            agent.close();
        }
        processes.assertNone();
    }

    @Test
    void whatHasArrivedIsGivenUp() throws Exception {
        LargeId id = Purpose.TASK.id(1);
        NodeId driver = new NodeId(new UUID(0, 1));
        Arrivals arrivals = new Arrivals(folder, Runnable::run, 1 << 20, node -> true);
        CompletableFuture<Path> whole = arrivals.take(driver, id);
        arrivals.received(driver, id, 20, ByteBuffer.allocate(10));
        arrivals.close();
        ExecutionException failure = assertThrows(ExecutionException.class, () -> whole.get(10, TimeUnit.SECONDS));
        assertEquals("the agent ends", failure.getCause().getMessage());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
