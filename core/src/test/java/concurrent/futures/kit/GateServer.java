package concurrent.futures.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The tests' end of all gates: a Unix-domain socket, to which tasks connect from whatever process they run in.
///
/// A task sends the number of its gate, a number of its visit, and whether it wants to wait; then it reads one byte.
final class GateServer {
    static final int GREETING_BYTES = 2 * Long.BYTES + 1;
    static final byte WAITS = 1;
    static final String THREAD_NAME = "contract-kit-gates";

    private static final GateServer INSTANCE = new GateServer();

    private final Path socket;
    private final ServerSocketChannel server;
    private final Map<Long, Visitors> gates = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private GateServer() {
        try {
            Path directory = Files.createTempDirectory("contract-kit");
            socket = directory.resolve("gates");
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket), 4096);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                try {
                    Files.deleteIfExists(socket);
                    Files.deleteIfExists(directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().name(THREAD_NAME).daemon(true).start(this::serve);
    }

    /// Makes sure that it runs: what it needs for good is no leak of the first test that has a gate.
    static void start() {
        Visitors visitors = new Visitors();
        Gate gate = new Gate(visitors, Duration.ofSeconds(30));
        gate.arrive();
        visitors.awaitArrivals(1, Duration.ofSeconds(30));
    }

    static String socket() {
        return INSTANCE.socket.toString();
    }

    static long add(Visitors visitors) {
        long number = INSTANCE.numbers.incrementAndGet();
        INSTANCE.gates.put(number, visitors);
        return number;
    }

    static Visitors visitors(long gate) {
        Visitors visitors = INSTANCE.gates.get(gate);
        if (visitors == null) {
            throw new IllegalStateException("only the test's own process knows who is at a gate");
        }
        return visitors;
    }

    private void serve() {
        ByteBuffer greeting = ByteBuffer.allocate(GREETING_BYTES);
        while (true) {
            try {
                SocketChannel channel = server.accept();
                greeting.clear();
                while (greeting.hasRemaining() && channel.read(greeting) >= 0) {}
                if (greeting.hasRemaining()) {
                    channel.close();
                    continue;
                }
                long number = greeting.getLong(0);
                Visitors visitors = gates.get(number);
                if (visitors == null) {
                    channel.close();
                } else {
                    visitors.arrive(channel, greeting.getLong(Long.BYTES), greeting.get(2 * Long.BYTES) == WAITS);
                }
            } catch (IOException e) {
                // A visitor died on its way; the gate goes on.
            }
        }
    }
}
