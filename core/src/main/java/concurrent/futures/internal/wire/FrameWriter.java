package concurrent.futures.internal.wire;

import java.nio.ByteBuffer;

/// Turns frames into bytes: any number of frames goes in, and what has gone in comes out through the buffer of a transport, in
/// pieces of whatever size it likes.
///
/// Large bodies are not copied on the way, only into that buffer. Not thread-safe.
public final class FrameWriter {
    /// Adds a frame behind those that are there.
    public void append(Frame frame) {
        throw new UnsupportedOperationException("later");
    }

    /// How many bytes have been added and not been moved out.
    public long pending() {
        throw new UnsupportedOperationException("later");
    }

    /// Moves bytes into `target` until it is full or nothing is pending; returns how many.
    public int drainTo(ByteBuffer target) {
        throw new UnsupportedOperationException("later");
    }
}
