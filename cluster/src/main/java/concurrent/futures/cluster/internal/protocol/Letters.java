package concurrent.futures.cluster.internal.protocol;

import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import java.nio.ByteBuffer;

/// What the tasks of a worker and the driver say to each other, past the agent in between, to bytes and back: the
/// frames by which a process pool's workers submit tasks to their parent, see `docs/wire-format.md`.
public final class Letters {
    private Letters() {}

    /// Writes a letter to the driver.
    ///
    /// @param frame to write
    /// @return its bytes
    /// @throws concurrent.futures.NotSerializableTaskException if they are more than an array has room for
    public static byte[] write(Frame.FromWorker frame) {
        return Values.write(0, frame);
    }

    /// Writes a letter to a worker.
    ///
    /// @param frame to write
    /// @return its bytes
    /// @throws concurrent.futures.NotSerializableTaskException if they are more than an array has room for
    public static byte[] write(Frame.FromParent frame) {
        return Values.write(0, frame);
    }

    /// Reads a letter.
    ///
    /// @param bytes of one
    /// @return a frame, of any kind
    /// @throws WireFormatException if it is none
    public static Frame read(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        Frame frame = Values.next(source);
        if (frame == null || source.hasRemaining()) {
            throw new WireFormatException("Not a letter");
        }
        return frame;
    }
}
