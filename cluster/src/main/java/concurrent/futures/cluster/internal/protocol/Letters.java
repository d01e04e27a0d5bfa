package concurrent.futures.cluster.internal.protocol;

import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// What the tasks of a worker and the driver say to each other, past the agent in between, to bytes and back: the
/// frames by which a process pool's workers submit tasks to their parent, see `docs/wire-format.md`.
public final class Letters {
    private Letters() {}

    /// Writes a letter to the driver.
    ///
    /// @param frame to write
    /// @return its bytes, which are still to be taken
    /// @throws concurrent.futures.NotSerializableTaskException if they are more than an array has room for
    public static Draft draft(Frame.FromWorker frame) {
        return Draft.of(frame);
    }

    /// Writes a letter to a worker.
    ///
    /// @param frame to write
    /// @return its bytes
    /// @throws concurrent.futures.NotSerializableTaskException if they are more than an array has room for
    public static byte[] write(Frame.FromParent frame) {
        return Draft.of(frame).toArray();
    }

    /// Reads a letter.
    ///
    /// @param bytes of one
    /// @return a frame, of any kind
    /// @throws WireFormatException if it is none
    public static Frame read(byte[] bytes) {
        return read(FrameSource.of(ByteBuffer.wrap(bytes)));
    }

    /// Reads a letter from where its bytes come piece by piece.
    ///
    /// @param channel with nothing but the bytes of one
    /// @return a frame, of any kind
    /// @throws WireFormatException if it is none
    /// @throws java.io.UncheckedIOException if the channel can not be read
    public static Frame read(ReadableByteChannel channel) {
        return read(FrameSource.of(channel));
    }

    private static Frame read(FrameSource source) {
        Frame frame = source.next();
        if (frame == null || !source.isAtEnd()) {
            throw new WireFormatException("Not a letter");
        }
        return frame;
    }
}
