package concurrent.futures.internal.process.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// One end of a socket.
final class SocketBell implements Bell {
    private final SocketChannel channel;
    private final ByteBuffer stroke = ByteBuffer.allocateDirect(1);
    private final ByteBuffer heard = ByteBuffer.allocateDirect(64);

    /// @param channel connected, and blocking
    SocketBell(SocketChannel channel) {
        this.channel = channel;
    }

    /// Lets threads ring that may be interrupted, and nobody wait: only where it blocks, an interrupt closes a channel.
    SocketBell onlyToRing() throws IOException {
        channel.configureBlocking(false);
        return this;
    }

    /// There is room for many strokes, and should there be none, the peer has enough to wake it.
    @Override
    public void ring() throws IOException {
        channel.write(stroke.clear());
    }

    @Override
    public boolean await() throws IOException {
        try {
            return channel.read(heard.clear()) > 0;
        } catch (IOException e) {
            if (channel.isOpen()) {
                return false; // The peer has left while a stroke of ours was on its way.
            }
            throw e;
        }
    }

    @Override
    public void hangUp() {
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            // It has been closed, and nobody waits.
            return;
        }
    }

    @Override
    public void close() {
        Ends.close(channel);
    }

    @Override
    public void release() {
        close();
    }
}
