package concurrent.futures.internal.process.transport;

import concurrent.futures.internal.Timer;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where the parent waits for one worker to connect. A stranger is turned away, and the wait goes on.
///
/// The socket's path is removed as soon as the right worker has come.
public final class Entrance {
    /// The largest frame that is read from somebody who has not shown who it is.
    private static final long MAX_GREETING_BYTES = 4096;

    /// How long somebody who has connected may stay silent.
    private static final long GREETING_SECONDS = 10;

    private final ServerSocketChannel channel;
    private final Path path;

    private Entrance(ServerSocketChannel channel, Path path) {
        this.channel = channel;
        this.path = path;
    }

    /// Begins to listen.
    ///
    /// @param path the socket's path, in a private directory; must not exist
    /// @return an open entrance
    /// @throws IOException if the socket can not be made
    public static Entrance open(Path path) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new Entrance(channel, path);
    }

    /// Waits for the worker, and closes the entrance behind it.
    ///
    /// @param isExpected whether a first frame is that of the worker
    /// @return a connection to the worker
    /// @throws java.nio.channels.ClosedChannelException if the entrance was closed: the worker will not come
    /// @throws IOException if accepting fails
    public Connection accept(Predicate<? super Frame> isExpected) throws IOException {
        try {
            while (true) {
                Connection guest = admit(channel.accept(), isExpected);
                if (guest != null) {
                    return guest;
                }
            }
        } finally {
            close();
        }
    }

    private static @Nullable Connection admit(SocketChannel socket, Predicate<? super Frame> isExpected) {
        Connection guest = new Connection(socket, MAX_GREETING_BYTES);
        ScheduledFuture<?> patience = Timer.schedule(guest::close, GREETING_SECONDS, TimeUnit.SECONDS);
        try {
            Frame greeting = guest.receive();
            if (greeting != null && isExpected.test(greeting) && patience.cancel(/* mayInterruptIfRunning= */ false)) {
                guest.trust();
                return guest;
            }
        } catch (IOException | WireFormatException e) {
            // A stranger that went away, stayed silent, or spoke another language: the next one, please.
            patience.cancel(/* mayInterruptIfRunning= */ false);
        }
        patience.cancel(/* mayInterruptIfRunning= */ false);
        guest.close();
        return null;
    }

    /// Stops listening, wakes the one who waits in [#accept], and removes the path.
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The private directory goes with all that is in it.
            return;
        }
    }
}
