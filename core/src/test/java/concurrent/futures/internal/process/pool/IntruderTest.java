package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.FrameWriter;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody who has got into the private directory, as this user can, and connects to whatever listens there: nobody is
/// told anything, and the workers come in all the same. Where there are pipes, nothing listens.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class IntruderTest {
    private static final String PREFIX =
            "jcf-" + Long.toString(ProcessHandle.current().pid(), 36) + "-";

    private static final String NO_PIPES = "concurrent.futures.internal.noPipes";

    /// Connects to each socket that it finds, as long as it lives.
    private static final class Intruder extends Thread {
        private final AtomicInteger visits = new AtomicInteger();
        private final AtomicInteger told = new AtomicInteger();
        private final Set<String> open = new ConcurrentSkipListSet<>();
        private volatile boolean leaves;

        Intruder() {
            super("test-intruder");
        }

        @Override
        public void run() {
            while (!leaves) {
                for (Path directory : list(Path.of(System.getProperty("java.io.tmpdir")), PREFIX + "*")) {
                    for (Path socket : list(directory, "s*")) {
                        open.add(permissions(directory));
                        visit(socket, visits.get() % 5);
                    }
                }
            }
        }

        private void visit(Path socket, int how) {
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                visits.incrementAndGet();
                byte[] said = greeting(how);
                channel.write(ByteBuffer.wrap(said));
                if (said.length > 1000 && channel.read(ByteBuffer.allocate(1)) > 0) {
                    told.incrementAndGet();
                }
            } catch (IOException e) {
                // It is gone, or has turned this one away in the midst of a word.
                return;
            }
        }

        /// Nothing; half a greeting; a greeting with another secret; noise; a greeting that is too long.
        private static byte[] greeting(int how) {
            return switch (how) {
                case 0 -> new byte[0];
                case 1 -> java.util.Arrays.copyOf(hello(32), 9);
                case 2 -> hello(32);
                case 3 -> "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                default -> hello(100_000);
            };
        }

        private static byte[] hello(int secretLength) {
            FrameWriter writer = new FrameWriter();
            writer.append(new Frame.Hello(
                    new byte[secretLength], ProcessHandle.current().pid(), 25));
            ByteBuffer bytes = ByteBuffer.allocate((int) writer.pending());
            writer.drainTo(bytes);
            return bytes.array();
        }

        private static List<Path> list(Path folder, String names) {
            List<Path> found = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, names)) {
                stream.forEach(found::add);
            } catch (IOException | java.nio.file.DirectoryIteratorException e) {
                return List.of();
            }
            return found;
        }

        private static String permissions(Path directory) {
            try {
                return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
            } catch (IOException e) {
                return "rwx------"; // It is gone.
            }
        }
    }

    @AfterEach
    void havePipesAgain() {
        System.clearProperty(NO_PIPES);
    }

    @Test
    void workersComeInWhoeverElseKnocks() throws Exception {
        System.setProperty(NO_PIPES, "true");
        Intruder intruder = new Intruder();
        intruder.start();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(3)) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    if (number % 10 == 9) {
                        Runtime.getRuntime().halt(1);
                    }
                    return number;
                }));
            }
            for (int i = 0; i < futures.size(); i++) {
                if (i % 10 == 9) {
                    assertInstanceOf(
                            WorkerCrashedException.class, futures.get(i).exception());
                } else {
                    assertEquals(i, futures.get(i).result());
                }
            }
        } finally {
            intruder.leaves = true;
            intruder.join();
        }
        assertTrue(intruder.visits.get() > 10, () -> "visits: " + intruder.visits);
        assertEquals(0, intruder.told.get());
        assertEquals(new TreeSet<>(Set.of("rwx------")), new TreeSet<>(intruder.open));
    }

    /// Once its worker is there, nothing listens any more.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPoolAtWorkHasNothingToConnectToThatCouldBeFound(boolean withoutPipes) throws Exception {
        System.setProperty(NO_PIPES, Boolean.toString(withoutPipes));
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            pool.submit(() -> 1).result();
            boolean found = false;
            for (Path directory : Intruder.list(Path.of(System.getProperty("java.io.tmpdir")), PREFIX + "*")) {
                found |= Intruder.list(directory, "[srch][0-9]*").size() > 0;
                found |= Intruder.list(directory, "p0*").size() > 0; // Others are kept for workers to come.
            }
            assertFalse(found);
            assertEquals(
                    List.of(), Intruder.list(Path.of("/dev/shm"), PREFIX + "*"), "the rings have no name any more");
        }
    }

    /// Both can be read by every user of the machine, or by all processes of this one.
    @Test
    void argumentsAndVariablesOfAWorkerTellNoSecret() throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            long pid = pool.submit(() -> Signs.pid()).result();
            String arguments = Files.readString(
                    Path.of("/proc/" + pid + "/cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1);
            String variables = Files.readString(
                    Path.of("/proc/" + pid + "/environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
            // 32 random bytes, however they are written, are a long word without a meaning.
            String all = arguments + '\0' + variables;
            for (String word :
                    Pattern.compile("[\\x00=:/., ]").splitAsStream(all).toList()) {
                assertFalse(word.matches("[0-9a-fA-F]{64}|[A-Za-z0-9+_-]{43}=?"), word);
            }
            assertFalse(arguments.contains("jcf-") && arguments.contains("/s0"), arguments);
        }
    }
}
