package concurrent.futures.internal.process.launch.output;

import concurrent.futures.internal.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Reads one of a worker's two streams to its end, in a thread of its own, whatever happens to the lines.
///
/// A process that the worker started may hold the stream open beyond the worker's death. Then nobody waits for the end:
/// the thread is told to [#abandon] the stream. While it is blocked in the system, it sleeps on until that process ends
/// too.
public final class OutputPump {
    private static final int CHUNK = 16_384;

    /// How often reading is tried again. When a process ends, the JDK puts what is left in the pipe in the place of the
    /// pipe; a reader that comes in that moment finds the stream closed.
    private static final int RETRIES = 20;

    private final InputStream in;
    private final LineAssembler lines;
    private final Thread thread;
    private volatile boolean abandoned;

    /// Starts reading.
    ///
    /// @param threadName tells worker and stream
    /// @param in the stream
    /// @param line takes each line, in the new thread; must not throw
    public OutputPump(String threadName, InputStream in, Consumer<? super String> line) {
        this.in = in;
        this.lines = new LineAssembler(CHUNK, line);
        this.thread = Threads.start(threadName, /* daemon= */ true, this::pump);
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

    /// The end of the stream does not matter any more, only what is in it now.
    public void abandon() {
        abandoned = true;
    }

    private void pump() {
        byte[] chunk = new byte[CHUNK];
        int failures = 0;
        while (true) {
            try {
                if (abandoned && in.available() == 0) {
                    break;
                }
                int length = in.read(chunk);
                if (length < 0) {
                    break;
                }
                lines.add(chunk, length);
            } catch (OutOfMemoryError e) {
                lines.drop(); // Better a line less than a worker that nobody reads.
            } catch (IOException e) {
                if (abandoned || ++failures > RETRIES) {
                    break;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        lines.finish();
        close();
    }

    private void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It was only ever read.
        }
    }
}
