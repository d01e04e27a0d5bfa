package concurrent.futures.internal.process.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.wire.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Only the worker that is expected comes in.
@Timeout(60)
class EntranceTest {
    @TempDir
    Path folder;

    private static CompletableFuture<Connection> accept(Entrance entrance, Rings rings) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return entrance.accept(frame -> frame instanceof Frame.Hello hello && hello.pid() == 42, rings);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void strangersAreTurnedAwayAndTheWorkerComesIn() throws Exception {
        Address address = Addresses.ofSocket(folder);
        Path path = address.path();
        Entrance entrance = Entrance.open(address);
        Path file = folder.resolve("r");
        CompletableFuture<Connection> accepted = accept(entrance, Rings.create(file));
        try (Connection liar = Connection.toParent(address, Rings.open(file), new Frame.Hello(new byte[32], 41, 25))) {
            assertNull(liar.receive(), "the liar is turned away");
        }
        try (SocketChannel babbler = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            babbler.write(ByteBuffer.wrap(new byte[100]));
            assertTrue(babbler.read(ByteBuffer.allocate(1)) <= 0);
        } catch (IOException e) {
            assertNotNull(e.getMessage(), "reset, for what it had not been read of");
        }
        try (SocketChannel quitter = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertTrue(quitter.isConnected());
        }
        try (Connection worker =
                Connection.toParent(address, Rings.open(file), new Frame.Hello(new byte[32], 42, 25))) {
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
        Address address = Addresses.ofSocket(folder);
        Path path = address.path();
        Entrance entrance = SocketEntrance.open(path, /* greetingSeconds= */ 2);
        Path file = folder.resolve("r");
        Rings rings = Rings.create(file);
        try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            silent.write(ByteBuffer.wrap(new byte[3]));
            try (Connection worker =
                            Connection.toParent(address, Rings.open(file), new Frame.Hello(new byte[32], 42, 25));
                    Connection parent = accept(entrance, rings).get()) {
                assertTrue(silent.read(ByteBuffer.allocate(1)) <= 0, "it was turned away, and told nothing");
                assertFalse(parent.isClosed() || worker.isClosed());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @EnabledOnOs(OS.LINUX)
    void closingWakesTheOneWhoWaits(boolean byPipes) throws Exception {
        Entrance entrance = Entrance.open(byPipes ? Addresses.ofPipes(folder) : Addresses.ofSocket(folder));
        Rings rings = Rings.create(folder.resolve("r"));
        CompletableFuture<Connection> accepted = accept(entrance, rings);
        entrance.close();
        ExecutionException end = assertThrows(ExecutionException.class, accepted::get);
        rings.removeFile();
        rings.close();
        assertInstanceOf(ClosedChannelException.class, end.getCause().getCause());
        assertEquals(List.of(), names());
    }

    private List<Path> names() throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.toList();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theWorkerComesInThroughPipesWhichThenHaveNoNames() throws Exception {
        Address address = Addresses.ofPipes(folder);
        Entrance entrance = Entrance.open(address);
        Path file = folder.resolve("r");
        CompletableFuture<Connection> accepted = accept(entrance, Rings.create(file));
        Connection worker = Connection.toParent(address, Rings.open(file), new Frame.Hello(new byte[32], 42, 25));
        Connection parent = accepted.get();
        assertEquals(List.of(file), names());
        parent.append(new Frame.Shutdown());
        parent.flush();
        assertInstanceOf(Frame.Shutdown.class, worker.receive());
        entrance.close();
        worker.append(new Frame.Ready());
        worker.flush();
        assertInstanceOf(Frame.Ready.class, parent.receive(), "to close the entrance behind the worker ends nothing");
        parent.release();
        assertNull(worker.receive());
        worker.release();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoComesToThePipesAndIsNotTheWorkerIsNotLetIn() throws Exception {
        Address address = Addresses.ofPipes(folder);
        Path file = folder.resolve("r");
        Rings rings = Rings.create(file);
        CompletableFuture<Connection> accepted = accept(Entrance.open(address), rings);
        Connection liar = Connection.toParent(address, Rings.open(file), new Frame.Hello(new byte[32], 41, 25));
        ExecutionException end = assertThrows(ExecutionException.class, accepted::get);
        assertTrue(end.getCause().getCause().getMessage().contains("Hello"), end.toString());
        assertNull(liar.receive());
        liar.release();
        rings.close();
    }

    /// Whoever opens a pipe waits for who opens its other end: here, for nobody.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorkerWhoseParentIsDeadDoesNotWaitForIt() throws Exception {
        Address address = Addresses.ofPipes(folder);
        Path file = folder.resolve("r");
        Rings rings = Rings.create(file);
        Connection orphan = Connection.toParent(address, Rings.open(file), new Frame.Hello(new byte[32], 42, 25));
        assertNull(orphan.receive());
        assertFalse(orphan.awaitUrgent());
        orphan.release();
        rings.close();
    }

    /// To open a file that is not there to write to it makes one.
    @ParameterizedTest
    @ValueSource(strings = {"p", "missing/p"})
    @EnabledOnOs(OS.LINUX)
    void pipesThatAreGoneAreToldAtOnceAndNoFileTakesTheirPlace(String base) throws Exception {
        Address address = new Address(folder.resolve(base), true);
        assertThrows(IOException.class, () -> Entrance.open(address));
        assertEquals(List.of(), names());
        assertThrows(
                IOException.class, () -> Connection.toParent(address, null, new Frame.Hello(new byte[32], 42, 25)));
        assertEquals(List.of(), names());
    }
}
