package concurrent.futures.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Where tasks knock, in whatever process they run, and wait until the test lets them in. It is on this machine's
/// disk, so that tasks in other network namespaces find it, too.
public final class Doorstep implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Path door;
    private final ServerSocketChannel server;
    private final Thread porter;
    private final BlockingQueue<Guest> waiting = new LinkedBlockingQueue<>();
    private final List<Guest> guests = new ArrayList<>(); // guarded by itself

    public Doorstep() throws IOException {
        folder = Files.createTempDirectory("doorstep");
        door = folder.resolve("door");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(door));
        porter = Thread.ofPlatform().name("doorstep").start(this::receive);
    }

    private void receive() {
        try {
            while (true) {
                SocketChannel socket = server.accept();
                ByteBuffer processes = ByteBuffer.allocate(2 * Long.BYTES);
                while (processes.hasRemaining() && socket.read(processes) >= 0) {
                    // The rest of it.
                }
                Guest guest = new Guest(socket, processes.getLong(0), processes.getLong(Long.BYTES));
                synchronized (guests) {
                    guests.add(guest);
                }
                waiting.add(guest);
            }
        } catch (AsynchronousCloseException e) {
            // The end.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it is, for tasks.
    public String door() {
        return door.toString();
    }

    /// The next one that knocks.
    public Guest next() throws InterruptedException {
        Guest guest = waiting.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        if (guest == null) {
            throw new AssertionError("nobody has knocked for " + PATIENCE);
        }
        return guest;
    }

    /// Nobody waits any more. May be called many times.
    @Override
    public void close() throws IOException {
        server.close();
        awaitPorter();
        synchronized (guests) {
            for (Guest guest : guests) {
                guest.socket.close();
            }
        }
        Files.deleteIfExists(door);
        Files.deleteIfExists(folder);
    }

    private void awaitPorter() {
        try {
            porter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Of a task: waits to be let in. Interrupts do not disturb it.
    ///
    /// @param door where
    /// @return the agent in which it was
    public static long knock(String door) {
        // Joined, and in another thread, since an interrupt would close its socket.
        return CompletableFuture.supplyAsync(
                        () -> waitAt(door), wait -> Thread.ofPlatform().daemon().start(wait))
                .join();
    }

    private static long waitAt(String door) {
        ProcessHandle worker = ProcessHandle.current();
        long agent = worker.parent().orElseThrow().pid();
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(door))) {
            ByteBuffer processes =
                    ByteBuffer.allocate(2 * Long.BYTES).putLong(agent).putLong(worker.pid());
            for (processes.flip(); processes.hasRemaining(); ) {
                socket.write(processes);
            }
            if (socket.read(ByteBuffer.allocate(1)) < 0) {
                throw new IllegalStateException("nobody has opened");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return agent;
    }

    /// A task that waits.
    ///
    /// @param socket its end here
    /// @param agent the process of its agent
    /// @param worker its process
    public record Guest(SocketChannel socket, long agent, long worker) {
        public void letIn() throws IOException {
            socket.write(ByteBuffer.wrap(new byte[] {1}));
        }

        ProcessHandle agentProcess() {
            return ProcessHandle.of(agent).orElseThrow();
        }

        /// Waits until its process is gone.
        public void awaitEnd() {
            ProcessHandle.of(worker)
                    .ifPresent(process -> process.onExit()
                            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join());
        }
    }
}
