package concurrent.futures.internal.process.pool.sending;

import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.pool.nested.NestedWork;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Carries frames to one worker: whoever posts a frame goes on at once.
///
/// Who posts writes the frame itself, if nobody else is writing and there is room: that spares a wake-up. Else it
/// leaves the frame to the one who is writing; what is large, or has no room, it leaves to a thread of the courier's
/// own, the only one that ever waits for room.
///
/// Frames go in the order in which they were posted; the definitions that a frame needs go ahead of it. Once the
/// connection is broken everything is dropped: the one who receives from the worker sees its end.
public final class Courier implements NestedWork.Mail {
    private static final long FULL_BYTES = 256 * 1024;

    /// Who posts does not write more than this, since it may hold a lock.
    private static final long LITTLE_BYTES = 16 * 1024;

    private record Letter(Frame.FromParent frame, int requiredDefinitions) {}

    private final Dictionary dictionary;
    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();

    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    /// The connection is to be closed from here.
    private volatile boolean givenUp;

    /// Held by the one who writes. Who gives it up looks once more whether there are letters: their posters may have
    /// relied on it.
    private final ReentrantLock writing = new ReentrantLock();

    private int sentDefinitions;

    private volatile @Nullable Thread thread;

    /// The thread has something to do.
    private volatile boolean needed;

    public Courier(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /// Begins to carry.
    ///
    /// @param name the thread's name
    /// @param to the worker
    /// @throws IOException if the worker was given up before
    public void start(String name, Connection to) throws IOException {
        connection = to;
        if (closed) {
            throw new IOException("there was no memory for what the worker has to know");
        }
        Runnable closing = new Runnable() {
            @Override
            public void run() {
                to.close();
            }
        };
        thread = Threads.startUninterruptible(name, new Runnable() {
            @Override
            public void run() {
                carry(to);
                if (givenUp) {
                    Perseverance.run(closing);
                }
            }
        });
    }

    /// What the worker has to know can not be said: it is of no use any more. Its supervisor sees the end of the
    /// connection. If there is no memory even for that, the thread closes it as soon as there is.
    public void giveUp() {
        givenUp = true;
        closed = true;
        Connection to = connection;
        try {
            if (to != null) {
                to.close();
            }
        } catch (OutOfMemoryError e) {
            if (!Perseverance.isShortage(e)) {
                throw e;
            }
        } finally {
            wake();
        }
    }

    /// Hands over a frame. Does not block, and does not fail: where there is no memory for a frame, the worker is given
    /// up.
    ///
    /// @param frame what to send
    /// @param requiredDefinitions how many definitions the worker needs for it
    @Override
    public void post(Frame.FromParent frame, int requiredDefinitions) {
        if (closed) {
            return;
        }
        try {
            letters.add(new Letter(frame, requiredDefinitions));
        } catch (OutOfMemoryError e) {
            giveUp();
            return;
        }
        Connection to = connection;
        while (to != null && !closed && !needed && !letters.isEmpty() && writing.tryLock()) {
            try {
                if (!writeLittle(to)) {
                    wake();
                }
            } finally {
                writing.unlock();
            }
        }
    }

    /// Hands over all definitions that there are, though no task needs them yet: there is time to get ready for some
    /// that will.
    public void postAhead() {
        int known = dictionary.size();
        post(new Frame.Define(known, List.of()), known);
    }

    /// Whether the worker has connected.
    public boolean isCarrying() {
        return connection != null;
    }

    /// How much the worker has taken so far.
    public long bytesSent() {
        Connection to = connection;
        return to == null ? 0 : to.bytesSent();
    }

    /// @return whether nothing is left
    private boolean writeLittle(Connection to) {
        try {
            while (to.pending() < LITTLE_BYTES && append(to)) {
                // The next one may go with it.
            }
            return to.pending() < LITTLE_BYTES && to.flushReady();
        } catch (Throwable e) {
            fail(e);
            return true;
        }
    }

    private void carry(Connection to) {
        while (!closed) {
            needed = false;
            writing.lock();
            try {
                while (!closed && append(to)) {
                    if (to.pending() > FULL_BYTES) {
                        to.flush();
                    }
                }
                to.flush();
            } catch (Throwable e) {
                fail(e);
            } finally {
                writing.unlock();
            }
            while (!needed && !closed && letters.isEmpty()) {
                LockSupport.park(this);
            }
        }
    }

    /// Moves a letter to those that the next flush sends.
    ///
    /// @return `false` if there is none
    private boolean append(Connection to) {
        Letter letter = letters.poll();
        if (letter == null) {
            return false;
        }
        int required = letter.requiredDefinitions();
        if (required > sentDefinitions) {
            to.append(dictionary.definitions(sentDefinitions, required), /* isUrgent= */ false);
            sentDefinitions = required;
        }
        to.append(letter.frame(), isUrgent(letter.frame()));
        return true;
    }

    /// Whether a worker has to know at once, and not only before its next task.
    private static boolean isUrgent(Frame.FromParent frame) {
        if (frame instanceof Frame.Run || frame instanceof Frame.Elements || frame instanceof Frame.Setup) {
            return false; // The first use of the switch takes a JVM that starts a while.
        }
        return switch (frame) {
            case Frame.Setup setup -> false;
            case Frame.Define definitions -> false;
            case Frame.Share share -> share.id() < 0; // A broadcast, for which a task has asked.
            case Frame.Forget forget -> forget.id() < 0; // Likewise, if there is none.
            case Frame.Run run -> false;
            case Frame.Elements elements -> false;
            case Frame.ForgetLoader forget -> false;
            case Frame.Shutdown shutdown -> false;
            case Frame.Interrupt interrupt -> true;
            case Frame.ClassReply reply -> true;
            case Frame.ResourceReply reply -> true;
            case Frame.Reply reply -> true;
            case Frame.Ended ended -> true;
            case Frame.LogPublished published -> true;
            case Frame.Measure measure -> true;
        };
    }

    private void fail(Throwable failure) {
        if (failure instanceof IOException) {
            closed = true;
            Connection to = connection;
            if (to != null) {
                to.hangUp(); // Should the system not tell of its end.
            }
            wake();
        } else {
            giveUp(); // Half of a frame may be on its way.
        }
        // In the first case the worker is gone. What it has said before can still be heard: its supervisor does, up to
        // the end.
    }

    private void wake() {
        needed = true;
        LockSupport.unpark(thread);
    }

    /// Ends the thread, and waits for it and for who writes: from then on nobody sends. The connection must have been
    /// closed before, so that nothing blocks them.
    public void close() {
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
        // Who writes now has begun before the connection was closed; who comes later finds it closed.
        writing.lock();
        try {
            letters.clear();
        } finally {
            writing.unlock();
        }
    }
}
