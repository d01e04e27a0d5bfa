package concurrent.futures.internal.process.launch.output;

import concurrent.futures.internal.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Reads one of a worker's two streams to its end, in a thread of its own, whatever happens to the lines.
///
/// A process that the worker started may hold the stream open beyond the worker's death. What that one prints then is
/// nobody's: reading ends behind what was in the pipe when the worker died. Where a reader can not be called back from
/// the system, the thread sleeps on until that process ends too.
public final class OutputPump {
    private static final int CHUNK = 16_384;

    /// How often reading is tried again. When a process ends, the JDK puts what is left in the pipe in the place of the
    /// pipe; a reader that comes in that moment finds the stream closed.
    private static final int RETRIES = 20;

    private static final long ALL = Long.MAX_VALUE;

    private final OutputPipe pipe;
    private final LineAssembler lines;
    private final byte[] chunk = new byte[CHUNK];
    private final Thread thread;

    /// How many more bytes may be read at most, if there are any.
    private volatile long wanted = ALL;

    /// Only what is there already is read.
    private volatile boolean ending;

    /// Starts reading.
    ///
    /// @param threadName tells worker and stream
    /// @param process the worker, which was started just now
    /// @param descriptor 1 for standard output, 2 for standard error
    /// @param stream what the process gives for it
    /// @param line takes each line, in the new thread; must not throw
    public OutputPump(
            String threadName, Process process, int descriptor, InputStream stream, Consumer<? super String> line) {
        this.pipe = OutputPipe.of(process, descriptor, stream);
        this.lines = new LineAssembler(CHUNK, line);
        this.thread = Threads.start(
                threadName,
                /* daemon= */ true,
                new Runnable() {
                    @Override
                    public void run() {
                        pump();
                    }
                });
    }

    /// Waits until the stream has ended and its last line was taken, for at most some time.
    ///
    /// @param deadline of [System#nanoTime]
    /// @return whether it has ended
    public boolean awaitEnd(long deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                long left = deadline - System.nanoTime();
                try {
                    return thread.join(Duration.ofNanos(Math.max(left, 0)));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// The process has ended: the thread ends behind what it has written.
    public void processEnded() {
        if (!pipe.canBeClosedWhileRead()) {
            return;
        }
        int left = pipe.available();
        wanted = left;
        ending = true;
        // Empty now: the thread waits for more, or looks before it reads again. What it holds in its hands is not lost.
        if (pipe.available() == 0) {
            pipe.close();
        }
    }

    /// The end of the stream does not matter any more, only what is in it now.
    public void abandon() {
        ending = true;
    }

    private boolean isEnough() {
        return ending && (wanted <= 0 || pipe.available() == 0);
    }

    private void pump() {
        int failures = 0;
        while (!isEnough()) {
            try {
                boolean counted = ending;
                int length = pipe.read(chunk);
                if (length < 0) {
                    break;
                }
                if (counted) {
                    long more = wanted - length; // nobody else writes it, once it is ending
                    wanted = more;
                }
                lines.add(chunk, length);
            } catch (OutOfMemoryError e) {
                lines.drop(); // Better a line less than a worker that nobody reads.
            } catch (ClosedChannelException e) {
                break;
            } catch (IOException e) {
                if (ending || ++failures > RETRIES) {
                    break;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        try {
            lines.finish();
        } catch (OutOfMemoryError e) {
            lines.drop();
        }
        pipe.close();
    }
}
