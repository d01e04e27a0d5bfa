package concurrent.futures.internal.process.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.wire.Frame;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Only the worker that is expected comes in.
@Timeout(60)
class EntranceTest {
    @TempDir
    Path folder;

    private static CompletableFuture<Connection> accept(Entrance entrance, Rings rings) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return entrance.accept(frame -> frame instanceof Frame.Hello hello && hello.pid() == 42, rings);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void strangersAreTurnedAwayAndTheWorkerComesIn() throws Exception {
        Path path = folder.resolve("s");
        Entrance entrance = Entrance.open(path);
        Path file = folder.resolve("r");
        CompletableFuture<Connection> accepted = accept(entrance, Rings.create(file));
        try (Connection liar = Connection.toParent(path, Rings.open(file), new Frame.Hello(new byte[32], 41, 25))) {
            assertNull(liar.receive(), "the liar is turned away");
        }
        try (SocketChannel babbler = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            babbler.write(ByteBuffer.wrap(new byte[100]));
            assertTrue(babbler.read(ByteBuffer.allocate(1)) <= 0);
        } catch (java.io.IOException e) {
            assertNotNull(e.getMessage(), "reset, for what it had not been read of");
        }
        try (SocketChannel quitter = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertTrue(quitter.isConnected());
        }
        try (Connection worker = Connection.toParent(path, Rings.open(file), new Frame.Hello(new byte[32], 42, 25))) {
            try (Connection parent = accepted.get()) {
                assertFalse(Files.exists(path), "nobody else can come");
                parent.append(new Frame.Shutdown());
                parent.flush();
                assertInstanceOf(Frame.Shutdown.class, worker.receive());
            }
            assertNull(worker.receive());
        }
    }

    /// Who falls silent in the midst of a word holds up the others until patience ends. What the worker has to say is
    /// there before.
    @Test
    void aStrangerWhoFallsSilentIsTurnedAwayToo() throws Exception {
        Path path = folder.resolve("s");
        Entrance entrance = Entrance.open(path, /* greetingSeconds= */ 2);
        Path file = folder.resolve("r");
        Rings rings = Rings.create(file);
        try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            silent.write(ByteBuffer.wrap(new byte[3]));
            try (Connection worker =
                            Connection.toParent(path, Rings.open(file), new Frame.Hello(new byte[32], 42, 25));
                    Connection parent = accept(entrance, rings).get()) {
                assertTrue(silent.read(ByteBuffer.allocate(1)) <= 0, "it was turned away, and told nothing");
                assertFalse(parent.isClosed() || worker.isClosed());
            }
        }
    }

    @Test
    void closingWakesTheOneWhoWaits() throws Exception {
        Entrance entrance = Entrance.open(folder.resolve("s"));
        Rings rings = Rings.create(folder.resolve("r"));
        CompletableFuture<Connection> accepted = accept(entrance, rings);
        entrance.close();
        ExecutionException end = Assertions.assertThrows(ExecutionException.class, accepted::get);
        rings.close();
        assertInstanceOf(ClosedChannelException.class, end.getCause().getCause());
        assertFalse(Files.exists(folder.resolve("s")));
    }
}
