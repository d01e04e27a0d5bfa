package concurrent.futures.internal.process.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/// Ends of named pipes, see [Pipes].
///
/// To close a file does not wake who reads from it; worse, who is about to read from it may then read from another file
/// which has got the same number. So in the parent, closing lets the peer see the end of what is struck here, and wakes
/// who waits here by a stroke of its own; the pipe that is heard here is closed when nobody waits any more.
///
/// In a worker nobody can wake who waits but the parent: the worker's end of a connection ends with its process.
final class PipeBell implements Bell {
    private static final int STROKE = 1;

    private final @Nullable InputStream heard;
    private final @Nullable OutputStream toOurselves;
    private final @Nullable OutputStream struck;

    private final byte[] strokes = new byte[64];
    private volatile boolean isGone;
    private volatile boolean isClosed;

    /// Guarded by this, as are the ends that are written to: so none is closed in the midst of it.
    private boolean isReleased;

    /// One stroke is enough: who has seen why it came does not wait any more. More of them might fill the pipe.
    private boolean isWoken;

    /// @param heard where the peer strikes; `null` if it never does
    /// @param toOurselves strikes for those who hear here; `null` in a worker
    /// @param struck where the peer hears; `null` if it never does
    PipeBell(@Nullable InputStream heard, @Nullable OutputStream toOurselves, @Nullable OutputStream struck) {
        this.heard = heard;
        this.toOurselves = toOurselves;
        this.struck = struck;
    }

    @Override
    public synchronized void ring() throws IOException {
        if (isClosed) {
            throw new AsynchronousCloseException();
        }
        if (struck != null) {
            struck.write(STROKE);
        }
    }

    @Override
    public boolean await() throws IOException {
        if (heard == null) {
            throw new IllegalStateException("nobody rings this bell");
        }
        boolean isRung = !isClosed && !isGone && heard.read(strokes) > 0;
        if (isClosed) {
            throw new AsynchronousCloseException();
        }
        return isRung && !isGone;
    }

    @Override
    public void hangUp() {
        isGone = true;
        wake();
    }

    @Override
    public void close() {
        isClosed = true;
        wake();
        synchronized (this) {
            Ends.close(struck);
        }
    }

    private synchronized void wake() {
        if (toOurselves == null || isReleased || isWoken) {
            return;
        }
        try {
            toOurselves.write(STROKE);
            isWoken = true;
        } catch (IOException e) {
            // Somebody has closed what is ours: who waits is told so, too.
            return;
        }
    }

    @Override
    public synchronized void release() {
        isClosed = true;
        isReleased = true;
        Ends.close(struck);
        Ends.close(toOurselves);
        Ends.close(heard);
    }
}
