package concurrent.futures.internal.process.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.launch.command.ParentJvm;
import concurrent.futures.internal.wire.Frame;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Rings between two processes, one of which dies.
@Timeout(120)
@ParameterizedClass(name = "byPipes={0}")
@ValueSource(booleans = {false, true})
class PeerDeathTest {
    @TempDir
    Path folder;

    private final boolean byPipes;

    PeerDeathTest(boolean byPipes) {
        assumeTrue(!byPipes || OS.LINUX.isCurrentOs(), "there are no pipes");
        this.byPipes = byPipes;
    }

    /// A peer, and the connection to it.
    private record Pair(Process process, Connection connection) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly();
            connection.release();
        }
    }

    private Pair start(String role, long frames) throws Exception {
        Address address = byPipes ? Addresses.ofPipes(folder) : Addresses.ofSocket(folder);
        Path file = folder.resolve("r");
        Rings rings = Rings.create(file);
        Entrance entrance = Entrance.open(address);
        ProcessBuilder command = new ProcessBuilder(
                ParentJvm.javaProgram(null).toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Peer.class.getName(),
                role,
                Long.toString(frames),
                address.path().toString(),
                Boolean.toString(byPipes),
                file.toString());
        Process process = command.redirectErrorStream(true)
                .redirectOutput(Redirect.INHERIT)
                .start();
        Connection connection = entrance.accept(Frame.Hello.class::isInstance, rings);
        if (byPipes) {
            process.onExit().thenRun(connection::hangUp);
        }
        return new Pair(process, connection);
    }

    @Test
    void allThatWasSentBeforeTheEndArrives() throws Exception {
        int frames = 3000;
        try (Pair pair = start("send", frames)) {
            long number = 0;
            for (Frame frame = pair.connection.receive(); frame != null; frame = pair.connection.receive()) {
                Peer.check(frame, number++);
            }
            assertEquals(frames, number);
            assertEquals(0, pair.process.waitFor());
        }
    }

    @RepeatedTest(5)
    void aSenderThatIsKilledLeavesWholeFramesAndAnEnd(RepetitionInfo repetition) throws Exception {
        try (Pair pair = start("send", Long.MAX_VALUE)) {
            Random random = new Random(repetition.getCurrentRepetition());
            long last = random.nextInt(5000);
            long number = 0;
            for (Frame frame = pair.connection.receive(); frame != null; frame = pair.connection.receive()) {
                Peer.check(frame, number++);
                if (number == last) {
                    killSoon(pair.process, random.nextInt(2000));
                }
            }
            assertTrue(number >= last, number + " of " + last);
            assertTrue(pair.process.waitFor() != 0, "it was killed");
        }
    }

    /// Not in step with the frames.
    private static void killSoon(Process process, int micros) {
        Threads.startUninterruptible("killer", () -> {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
            process.destroyForcibly();
        });
    }

    @RepeatedTest(3)
    void aReceiverThatIsKilledWakesTheOneWhoWaitsForRoom(RepetitionInfo repetition) throws Exception {
        try (Pair pair = start("receive", 0)) {
            Random random = new Random(repetition.getCurrentRepetition());
            CompletableFuture<Long> sent = new CompletableFuture<>();
            Threads.startUninterruptible("sender", () -> {
                try {
                    for (long number = 0; ; number++) {
                        pair.connection.append(Peer.frame(number, random.nextInt(100_000)));
                        pair.connection.flush();
                        if (number == 500) {
                            killSoon(pair.process, random.nextInt(2000));
                        }
                    }
                } catch (IOException e) {
                    sent.completeExceptionally(e);
                }
            });
            assertThrows(Exception.class, sent::get);
            assertNull(pair.connection.receive());
        }
    }
}
