package concurrent.futures.internal.process.pool;

import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Carries frames to one worker: whoever posts a frame goes on at once, a thread of the courier's own writes it.
///
/// What is posted while it writes goes out together. Frames go in the order in which they were posted; the definitions
/// that a frame needs go ahead of it. Once the connection is broken everything is dropped: the one who receives from
/// the
/// worker sees its end.
final class Courier {
    private static final long FULL_BYTES = 256 * 1024;

    private record Letter(Frame.FromParent frame, int requiredDefinitions) {}

    private final Dictionary dictionary;
    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();

    private volatile @Nullable Thread sleeper;
    private volatile boolean closed;
    private @Nullable Thread thread;
    private volatile @Nullable Connection connection;

    Courier(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /// Begins to carry.
    ///
    /// @param name the thread's name
    /// @param to the worker
    void start(String name, Connection to) {
        connection = to;
        thread = Threads.startUninterruptible(name, () -> carry(to));
    }

    /// Hands over a frame. Does not block.
    ///
    /// @param frame what to send
    /// @param requiredDefinitions how many definitions the worker needs for it
    void post(Frame.FromParent frame, int requiredDefinitions) {
        letters.add(new Letter(frame, requiredDefinitions));
        wake();
    }

    /// Whether the worker has connected.
    boolean isCarrying() {
        return connection != null;
    }

    /// How much the worker has taken so far.
    long bytesSent() {
        Connection to = connection;
        return to == null ? 0 : to.bytesSent();
    }

    private void wake() {
        Thread asleep = sleeper;
        if (asleep != null) {
            LockSupport.unpark(asleep);
        }
    }

    private void carry(Connection to) {
        int sentDefinitions = 0;
        try {
            while (!closed) {
                Letter letter = letters.poll();
                if (letter == null) {
                    to.flush();
                    sleep();
                    continue;
                }
                int required = letter.requiredDefinitions();
                if (required > sentDefinitions) {
                    to.append(dictionary.definitions(sentDefinitions, required));
                    sentDefinitions = required;
                }
                to.append(letter.frame());
                if (to.pending() > FULL_BYTES) {
                    to.flush();
                }
            }
        } catch (IOException e) {
            // The worker is gone, and its supervisor knows, or is told by this.
            to.close();
        }
    }

    private void sleep() {
        sleeper = Thread.currentThread();
        while (letters.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        sleeper = null;
    }

    /// Ends the thread, and waits for it. The connection must have been closed before, so that nothing blocks it.
    void close() {
        closed = true;
        wake();
        Thread running = thread;
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                throw new AssertionError("a thread of the pool was interrupted", e);
            }
        }
        letters.clear();
    }
}
