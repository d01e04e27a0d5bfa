package concurrent.futures.cluster.internal.protocol;

import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.FrameReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/// Frames of one value, one after the other. Those of a channel are read piece by piece: large arrays go to where they
/// will stay, and no copy of the whole is made. Not thread-safe.
final class FrameSource {
    private static final int PIECE = 256 * 1024;

    private final FrameReader reader = new FrameReader();
    private final ByteBuffer source;
    private final @Nullable ReadableByteChannel channel;

    private FrameSource(ByteBuffer source, @Nullable ReadableByteChannel channel) {
        this.source = source;
        this.channel = channel;
    }

    /// What is left in a buffer.
    static FrameSource of(ByteBuffer all) {
        return new FrameSource(all, null);
    }

    /// What comes from a channel that blocks until there is something.
    static FrameSource of(ReadableByteChannel channel) {
        return new FrameSource(ByteBuffer.allocate(PIECE).limit(0), channel);
    }

    /// The next frame; `null` if there is no whole one.
    ///
    /// @throws UncheckedIOException if the channel can not be read
    @Nullable
    Frame next() {
        Frame frame = reader.read(source);
        while (frame == null && refill()) {
            frame = reader.read(source);
        }
        return frame;
    }

    /// Whether all bytes are read, and those of no frame are missing.
    ///
    /// @throws UncheckedIOException if the channel can not be read
    boolean isAtEnd() {
        return !source.hasRemaining() && !reader.isMidFrame() && !refill();
    }

    /// @return whether there are more bytes
    private boolean refill() {
        if (channel == null) {
            return false;
        }
        try {
            boolean hasMore = channel.read(source.clear()) > 0;
            source.flip();
            return hasMore;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
