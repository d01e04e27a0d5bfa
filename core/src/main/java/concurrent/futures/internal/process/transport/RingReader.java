package concurrent.futures.internal.process.transport;

import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/// The reader's side of a [Ring]. For one thread at a time.
final class RingReader {
    /// How often to look at the ring between two looks at the clock.
    private static final int LOOKS = 16;

    /// The part of the ring that may have come before a rest.
    private static final int MOST_BEFORE_REST = 8;

    private static final long LONG_AGO_NANOS = 1_000_000_000;

    private final Ring ring;
    private final ByteBuffer view;
    private final Bell[] doors;
    private final Bell room;
    private final Patience patience = new Patience();

    /// Up to where has been read, and given back to the writer.
    private long head;

    /// Up to where had been read when it was to rest last, and when that was.
    private long restedAt;

    private long restedSince = System.nanoTime();

    /// @param ring to read from
    /// @param doors where to sleep: the first is that of [Ring#IDLE], the second, if any, that of [Ring#BUSY]
    /// @param room what to ring when there is room for a writer that sleeps
    RingReader(Ring ring, Bell[] doors, Bell room) {
        this.ring = ring;
        this.view = ring.view().limit(0);
        this.doors = doors;
        this.room = room;
    }

    /// The bytes that have come and not been taken: some that lie in a row. The same buffer each time, whose position
    /// tells what was taken. Does not block.
    ByteBuffer arrived() {
        if (!view.hasRemaining()) {
            giveBack();
            long there = there();
            int at = ring.index(head);
            view.limit(at + (int) Math.min(Math.min(there, RingWriter.PIECE_BYTES), ring.capacity() - at));
            view.position(at);
        }
        return view;
    }

    private long there() {
        long there = ring.tail() - head;
        if (there < 0 || there > ring.capacity()) {
            throw new WireFormatException("Bytes in the ring: " + there + ", above the limit of " + ring.capacity());
        }
        return there;
    }

    private void giveBack() {
        int taken = view.position() - ring.index(head);
        if (taken == 0) {
            return;
        }
        head += taken;
        ring.head(head);
        VarHandle.fullFence();
        if (ring.isWriterAsleep()
                && ring.capacity() - ring.tail() + head >= RingWriter.enough(ring)
                && ring.writerStays()) {
            ringForRoom();
        }
    }

    /// The writer sleeps until it is rung for, whatever memory there is.
    private void ringForRoom() {
        while (true) {
            try {
                room.ring();
                return;
            } catch (IOException e) {
                // The writer is gone. What it has left is read nevertheless.
                return;
            } catch (OutOfMemoryError e) {
                Perseverance.pause();
            }
        }
    }

    /// Waits until there are bytes, after all that had arrived have been taken.
    ///
    /// @return `false` at the end: the writer is gone, and all that it has published was taken
    /// @throws IOException if the connection was closed here
    boolean await() throws IOException {
        long began = System.nanoTime();
        boolean found = comesWithin(patience.nanos(), began);
        boolean come = found || sleep();
        patience.waited(found, System.nanoTime() - began);
        return come;
    }

    /// Sleeps, and is not woken by what comes, unless so much has come since the last time, or so quickly, that the
    /// ring might not hold what will.
    void rest(long nanos) {
        long now = System.nanoTime();
        long taken = head - restedAt;
        long passed = Math.min(now - restedSince, LONG_AGO_NANOS);
        restedAt = head;
        restedSince = now;
        long few = ring.capacity() / MOST_BEFORE_REST;
        if (taken <= few && taken * nanos <= 2 * few * passed) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private boolean comesWithin(long nanos, long began) {
        if (nanos == 0) {
            return false;
        }
        do {
            for (int i = 0; i < LOOKS; i++) {
                if (there() > 0) {
                    return true;
                }
                Thread.onSpinWait();
            }
            Patience.letOthersRun();
        } while (System.nanoTime() - began < nanos);
        return false;
    }

    private boolean sleep() throws IOException {
        ring.readerSleeps(Ring.IDLE);
        if (there() > 0 && ring.readerStays(Ring.IDLE)) {
            return true;
        }
        return doors[Ring.IDLE - 1].await() || there() > 0;
    }

    /// The one who reads has other things to do, after all that had arrived have been taken: from now on, what is
    /// urgent wakes the thread that is in [#awaitUrgent].
    ///
    /// @return `false` if something has come just now
    boolean turnAway() {
        ring.readerSleeps(Ring.BUSY);
        if (there() > 0) {
            ring.readerStays(Ring.BUSY);
            return false;
        }
        return true;
    }

    /// Whether nobody has rung since [#turnAway], and nobody reads.
    boolean isAway() {
        return ring.reader() == Ring.BUSY;
    }

    /// The one who reads is back.
    void turnBack() {
        ring.readerStays(Ring.BUSY);
    }

    /// Waits until something urgent has come while nobody read, or for no reason. For a thread that does nothing else.
    ///
    /// @return `false` at the end: the writer is gone
    /// @throws IOException if the connection was closed here
    boolean awaitUrgent() throws IOException {
        return doors[Ring.BUSY - 1].await();
    }
}
