package concurrent.futures.internal.process.transport;

import concurrent.futures.internal.Timer;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.FrameReader;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A listening socket. A stranger is turned away, and the wait goes on.
///
/// The socket's path is removed as soon as the right worker has come.
final class SocketEntrance implements Entrance {
    /// The largest frame that is read from somebody who has not shown who it is.
    private static final long MAX_GREETING_BYTES = 4096;

    /// How long somebody who has connected may stay silent.
    private static final long GREETING_SECONDS = 10;

    private final ServerSocketChannel channel;
    private final Path path;
    private final long greetingSeconds;

    private SocketEntrance(ServerSocketChannel channel, Path path, long greetingSeconds) {
        this.channel = channel;
        this.path = path;
        this.greetingSeconds = greetingSeconds;
    }

    /// Begins to listen.
    ///
    /// @param path the socket's path, in a private directory; must not exist
    static SocketEntrance open(Path path) throws IOException {
        return open(path, GREETING_SECONDS);
    }

    /// Begins to listen, with another patience.
    ///
    /// @param greetingSeconds how long somebody who has connected may stay silent
    static SocketEntrance open(Path path, long greetingSeconds) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
        return new SocketEntrance(channel, path, greetingSeconds);
    }

    @Override
    public Connection accept(Predicate<? super Frame> isExpected, Rings rings) throws IOException {
        List<SocketChannel> guests = new ArrayList<>();
        try {
            while (guests.size() < SocketBells.COUNT) {
                SocketChannel guest = channel.accept();
                if (admit(guest, isExpected)) {
                    guests.add(guest);
                } else {
                    guest.close();
                }
            }
            return Connection.toWorker(SocketBells.ofParent(guests), rings);
        } catch (Throwable e) {
            for (SocketChannel guest : guests) {
                guest.close();
            }
            throw e;
        } finally {
            close();
        }
    }

    private boolean admit(SocketChannel guest, Predicate<? super Frame> isExpected) {
        ScheduledFuture<?> patience = Timer.schedule(
                new Runnable() {
                    @Override
                    public void run() {
                        Ends.close(guest);
                    }
                },
                greetingSeconds,
                TimeUnit.SECONDS);
        try {
            Frame greeting = greeting(guest);
            return greeting != null && isExpected.test(greeting) && patience.cancel(/* mayInterruptIfRunning= */ false);
        } catch (IOException | WireFormatException e) {
            // A stranger that went away, stayed silent, or spoke another language: the next one, please.
            return false;
        } finally {
            patience.cancel(/* mayInterruptIfRunning= */ false);
        }
    }

    private static @Nullable Frame greeting(SocketChannel guest) throws IOException {
        FrameReader reader = new FrameReader(MAX_GREETING_BYTES);
        ByteBuffer bytes = ByteBuffer.allocate((int) MAX_GREETING_BYTES);
        while (guest.read(bytes.clear()) >= 0) {
            Frame frame = reader.read(bytes.flip());
            if (frame != null) {
                return bytes.hasRemaining() ? null : frame;
            }
        }
        return null;
    }

    @Override
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
