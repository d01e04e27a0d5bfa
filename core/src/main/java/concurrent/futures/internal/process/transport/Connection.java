package concurrent.futures.internal.process.transport;

import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.FrameReader;
import concurrent.futures.internal.wire.FrameWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Frames to and from one peer.
///
/// One thread receives, and one thread at a time sends; any thread closes. Receiving and sending block, so their
/// threads must be out of reach of interrupts: an interrupt closes a channel that its thread blocks on.
public final class Connection implements AutoCloseable {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final SocketChannel channel;

    private final FrameReader reader;
    private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES).flip();
    private volatile boolean waiting;
    private final AtomicLong reads = new AtomicLong();

    private final FrameWriter writer = new FrameWriter();
    private final AtomicLong bytesSent = new AtomicLong();
    private final ByteBuffer toSend = ByteBuffer.allocateDirect(BUFFER_BYTES);

    /// Takes over a channel.
    ///
    /// @param channel connected, blocking
    /// @param maxFrameSize the largest frame to receive, until [#trust()]
    Connection(SocketChannel channel, long maxFrameSize) {
        this.channel = channel;
        this.reader = new FrameReader(maxFrameSize);
    }

    /// Connects to a parent.
    ///
    /// @param socket the path of its listening socket
    /// @return a connection
    /// @throws IOException if nobody listens there
    public static Connection connect(Path socket) throws IOException {
        return new Connection(SocketChannel.open(UnixDomainSocketAddress.of(socket)), Long.MAX_VALUE);
    }

    /// The peer has shown who it is: its frames may have any size.
    void trust() {
        reader.maxFrameSize(Long.MAX_VALUE);
    }

    /// Waits for the next frame.
    ///
    /// @return the frame, or `null` at the end: the peer is gone
    /// @throws IOException if the connection was closed here, or is broken
    /// @throws concurrent.futures.internal.wire.WireFormatException if the bytes are no frames
    public @Nullable Frame receive() throws IOException {
        while (true) {
            Frame frame = reader.read(received);
            if (frame != null) {
                return frame;
            }
            received.clear();
            waiting = true;
            int count = channel.read(received);
            waiting = false;
            reads.incrementAndGet();
            received.flip();
            if (count < 0) {
                return null;
            }
        }
    }

    /// The next frame, if all of it has come. Never waits.
    ///
    /// @return the frame, or `null` if there is none yet; whether one will come, only [#receive()] tells
    /// @throws IOException if the connection was closed here
    /// @throws concurrent.futures.internal.wire.WireFormatException if the bytes are no frames
    public @Nullable Frame receiveReady() throws IOException {
        return reader.read(received);
    }

    /// Tells where the receiving thread stands.
    ///
    /// @return the same positive number again only if it has waited for bytes, which have not come, ever since;
    /// negative while
    ///     it works on what has come
    public long waitingSince() {
        return waiting ? reads.get() : -1;
    }

    /// Adds a frame to those that the next [#flush()] sends.
    ///
    /// @param frame any frame
    public void append(Frame frame) {
        writer.append(frame);
    }

    /// How many bytes wait for a flush.
    ///
    /// @return zero or more
    public long pending() {
        return writer.pending();
    }

    /// Sends what was added. Blocks while the peer does not read.
    ///
    /// @throws IOException if the peer is gone, or the connection was closed here
    public void flush() throws IOException {
        while (writer.pending() > 0) {
            writer.drainTo(toSend);
            toSend.flip();
            while (toSend.hasRemaining()) {
                bytesSent.addAndGet(channel.write(toSend));
            }
            toSend.clear();
        }
    }

    /// How many bytes the peer has taken.
    ///
    /// @return a number that only grows
    public long bytesSent() {
        return bytesSent.get();
    }

    /// Tells whether the connection was closed here.
    ///
    /// @return `true` from then on
    public boolean isClosed() {
        return !channel.isOpen();
    }

    /// Closes the connection; whoever waits on it is woken.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to be done for it: the peer sees the end, or is gone.
            return;
        }
    }
}
