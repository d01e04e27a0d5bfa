package concurrent.futures.internal.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Turns bytes into frames, however the bytes are cut into pieces. Not thread-safe.
///
/// ```
///   while (channel.read(buffer.clear()) >= 0) {
///       buffer.flip();
///       for (Frame frame; (frame = reader.read(buffer)) != null; ) { … }
///   }
/// ```
public final class FrameReader {
    /// A reader that takes frames of any size.
    public FrameReader() {
        throw new UnsupportedOperationException("later");
    }

    /// A reader that refuses larger frames. For a peer that has not shown its secret yet.
    ///
    /// @param maxFrameSize in bytes, bodies of blobs included
    public FrameReader(long maxFrameSize) {
        throw new UnsupportedOperationException("later");
    }

    /// Changes the largest size of a frame, from the next frame on.
    public void maxFrameSize(long bytes) {
        throw new UnsupportedOperationException("later");
    }

    /// Takes bytes until a frame is complete, and returns it; `null` once `source` has no bytes left. What is left of an
    /// unfinished frame is kept for the next call.
    ///
    /// @throws WireFormatException if the bytes are not frames; the reader is of no use afterwards
    public @Nullable Frame read(ByteBuffer source) {
        throw new UnsupportedOperationException("later");
    }

    /// Whether a frame has begun and is not complete: at the end of the stream, the peer died while writing.
    public boolean isMidFrame() {
        throw new UnsupportedOperationException("later");
    }
}
