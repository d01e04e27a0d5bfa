package concurrent.futures.benchmarks.floor.prototype;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Bytes of many tasks at once.
final class Batches {
    private Batches() {}

    static void write(SocketChannel channel, ByteBuffer buffer) {
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads until there are enough bytes: as many more as are there.
    static void need(SocketChannel channel, ByteBuffer buffer, int bytes) {
        try {
            if (buffer.remaining() >= bytes) {
                return;
            }
            buffer.compact();
            while (buffer.position() < bytes) {
                if (channel.read(buffer) < 0) {
                    throw new IOException("the other JVM has ended");
                }
            }
            buffer.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
