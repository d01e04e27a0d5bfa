package concurrent.futures.cluster.internal.protocol;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.FrameWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// What is written, and not put together yet: its large arrays are still those of the value, which must not change
/// until all bytes are taken. They are taken once, as one array or in pieces. Not thread-safe.
public final class Draft {
    private static final int PIECE = 256 * 1024;

    private final FrameWriter frames = new FrameWriter();
    private final long bytes;

    /// The number that goes before the frames, of so many bytes: none, or a long.
    private final long number;

    private int numberBytes;

    private Draft(int numberBytes, long number, Frame... frames) {
        for (Frame frame : frames) {
            this.frames.append(frame);
        }
        this.number = number;
        this.numberBytes = numberBytes;
        this.bytes = numberBytes + this.frames.pending();
        if (bytes > Body.MAX_BYTES) {
            throw new NotSerializableTaskException(
                    "A task with all its arguments, or a result, has " + this.frames.pending()
                            + " encoded bytes, more than the limit of " + (Body.MAX_BYTES - numberBytes)
                            + ". Send it in parts, or let tasks read and write files",
                    null);
        }
    }

    /// Some frames.
    ///
    /// @throws NotSerializableTaskException if they have more bytes than an array has room for
    static Draft of(Frame... frames) {
        return new Draft(0, 0, frames);
    }

    /// A number, and some frames.
    ///
    /// @throws NotSerializableTaskException likewise
    static Draft numbered(long number, Frame... frames) {
        return new Draft(Long.BYTES, number, frames);
    }

    /// How many bytes there are, or were: no more than an array has room for.
    ///
    /// @return in bytes
    public long bytes() {
        return bytes;
    }

    /// Takes all bytes.
    ///
    /// @return a new array
    public byte[] toArray() {
        ByteBuffer all = ByteBuffer.allocate((int) bytes);
        drainTo(all);
        return all.array();
    }

    /// Takes bytes until a buffer is full, or none is left.
    ///
    /// @param target with room for eight bytes, the first time
    /// @return how many
    public int drainTo(ByteBuffer target) {
        int before = target.remaining();
        if (numberBytes > 0) {
            target.putLong(number);
            numberBytes = 0;
        }
        frames.drainTo(target);
        return before - target.remaining();
    }

    /// Takes all bytes, piece by piece.
    ///
    /// @param out where they go
    /// @throws IOException if that takes no more
    public void writeTo(OutputStream out) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(bytes, PIECE));
        while (drainTo(piece.clear()) > 0) {
            out.write(piece.array(), 0, piece.position());
        }
    }
}
