package concurrent.futures.internal.process.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Wakes a thread of the peer, and lets one thread here sleep until the peer wakes it, or is gone.
///
/// One end of a socket on which single bytes travel that mean nothing. See [Ring] for when one is sent.
final class Bell implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer stroke = ByteBuffer.allocateDirect(1);
    private final ByteBuffer heard = ByteBuffer.allocateDirect(64);

    /// @param channel connected, and blocking
    Bell(SocketChannel channel) {
        this.channel = channel;
    }

    /// Lets threads ring that may be interrupted, and nobody wait: only where it blocks, an interrupt closes a channel.
    Bell onlyToRing() throws IOException {
        channel.configureBlocking(false);
        return this;
    }

    /// Wakes the peer. Does not block: there is room for many strokes, and should there be none, the peer has enough to
    /// wake it.
    ///
    /// @throws IOException if the peer is gone, or the bell was closed here
    void ring() throws IOException {
        channel.write(stroke.clear());
    }

    /// Waits until the peer rings. Out of reach of interrupts only.
    ///
    /// @return `false` if it will not any more: it is gone, or [#hangUp] was called
    /// @throws IOException if the bell was closed here
    boolean await() throws IOException {
        try {
            return channel.read(heard.clear()) > 0;
        } catch (IOException e) {
            if (channel.isOpen()) {
                return false; // The peer has left while a stroke of ours was on its way.
            }
            throw e;
        }
    }

    /// Nobody will ring any more, whoever may hold the other end.
    void hangUp() {
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            // It has been closed, and nobody waits.
            return;
        }
    }

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
