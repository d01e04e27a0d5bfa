package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What the worker tells its parent.
///
/// The thread of the tasks sends answers itself, between tasks, when no interrupt can reach it. What comes from
/// tasks, and from whatever threads they have, is posted: a thread of the outbox's own writes it, since an
/// interrupted thread that writes would close a socket. Of reports of progress that wait, the last one goes.
final class Outbox {
    private static final long LAST_MILLIS = 500;

    /// A frame that waits for the postman.
    private record Posted(Frame.FromWorker frame, @Nullable Dictionary dictionary, int requiredDefinitions) {}

    private final Connection connection;

    /// Held by the one who writes.
    private final ReentrantLock writing = new ReentrantLock();

    private int sentDefinitions;
    private boolean lastAppended;
    private final CountDownLatch lastSent = new CountDownLatch(1);

    private final Queue<Posted> posted = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Frame.@Nullable Progress> progress = new AtomicReference<>();
    private @Nullable Thread postman;

    Outbox(Connection connection) {
        this.connection = connection;
    }

    /// Sends a frame; when this returns, its death does not take it back. Not from within a task.
    ///
    /// @param frame to send
    /// @param dictionary the worker's own
    /// @param requiredDefinitions how many of its definitions the parent needs for the frame
    /// @return whether there was room, so that this has not waited
    boolean send(Frame.FromWorker frame, Dictionary dictionary, int requiredDefinitions) {
        writing.lock();
        try {
            appendPosted();
            append(frame, dictionary, requiredDefinitions);
            return flush();
        } catch (IOException e) {
            throw new ParentGoneException(e);
        } finally {
            writing.unlock();
        }
    }

    /// Sends the value of an element of a map, as [#send] does.
    ///
    /// @param number of the element
    /// @param nanos how long elements took lately, each; 0 if nobody looked
    /// @param tag of the value, see [concurrent.futures.internal.wire.PackedValues#tag]
    /// @param value a simple one
    /// @return whether there was room, so that this has not waited
    boolean sendValue(long number, int nanos, byte tag, @Nullable Object value) {
        writing.lock();
        try {
            appendPosted();
            connection.appendValue(number, nanos, tag, value);
            return flush();
        } catch (IOException e) {
            throw new ParentGoneException(e);
        } finally {
            writing.unlock();
        }
    }

    /// Has a frame sent that needs no definitions. Never blocks, and can be called from anywhere.
    void post(Frame.FromWorker frame) {
        post(frame, null, 0);
    }

    /// Has a frame sent. Never blocks, and can be called from anywhere.
    ///
    /// @param frame to send
    /// @param dictionary the worker's own; `null` if no definitions are needed
    /// @param requiredDefinitions how many of its definitions the parent needs for the frame
    void post(Frame.FromWorker frame, @Nullable Dictionary dictionary, int requiredDefinitions) {
        posted.add(new Posted(frame, dictionary, requiredDefinitions));
        wakePostman();
    }

    /// Has the frame sent that tells of the end, and waits until it is on its way; no longer than the end may be
    /// delayed, should the parent not read.
    void postLast(Frame.Exit exit) throws InterruptedException {
        post(exit);
        lastSent.await(LAST_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Has a report of progress sent, unless a later one overtakes it.
    void report(Frame.Progress report) {
        if (progress.getAndSet(report) == null) {
            wakePostman();
        }
    }

    private synchronized void wakePostman() {
        if (postman == null) {
            postman = Threads.startUninterruptible("concurrent-futures-postman", this::deliver);
        } else {
            LockSupport.unpark(postman);
        }
    }

    private void deliver() {
        while (true) {
            while (posted.isEmpty() && progress.get() == null) {
                LockSupport.park(this);
            }
            writing.lock();
            try {
                appendPosted();
                flush();
            } catch (IOException e) {
                // The one who listens to the parent sees that it is gone, and ends the process.
                return;
            } finally {
                writing.unlock();
            }
        }
    }

    private void appendPosted() {
        for (Posted next = posted.poll(); next != null; next = posted.poll()) {
            append(next.frame(), next.dictionary(), next.requiredDefinitions());
            lastAppended |= next.frame() instanceof Frame.Exit;
        }
        Frame.Progress report = progress.get() == null ? null : progress.getAndSet(null);
        if (report != null) {
            connection.append(report);
        }
    }

    private void append(Frame.FromWorker frame, @Nullable Dictionary dictionary, int requiredDefinitions) {
        if (dictionary != null && requiredDefinitions > sentDefinitions) {
            connection.append(dictionary.definitions(sentDefinitions, requiredDefinitions));
            sentDefinitions = requiredDefinitions;
        }
        connection.append(frame);
    }

    private boolean flush() throws IOException {
        boolean atOnce = connection.flushReady();
        if (!atOnce) {
            connection.flush();
        }
        if (lastAppended) {
            lastSent.countDown();
        }
        return atOnce;
    }
}
