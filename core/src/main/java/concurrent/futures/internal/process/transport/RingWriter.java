package concurrent.futures.internal.process.transport;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/// The writer's side of a [Ring]. For one thread at a time.
final class RingWriter {
    /// Large values are published in pieces of this size, so that they are read while they are written.
    static final int PIECE_BYTES = 64 * 1024;

    /// How long to look for room while the peer is awake.
    private static final long LOOK_NANOS = 50_000;

    private final Ring ring;
    private final ByteBuffer view;
    private final Bell[] doors;
    private final Bell room;
    private final int enough;

    private long tail;
    private long knownHead;

    /// @param ring to write to
    /// @param doors what to ring when the reader sleeps at a door, see [RingReader]
    /// @param room where the reader rings when there is room
    RingWriter(Ring ring, Bell[] doors, Bell room) {
        this.ring = ring;
        this.view = ring.view();
        this.doors = doors;
        this.room = room;
        this.enough = enough(ring);
    }

    /// How much has to be free for a writer that sleeps to be woken.
    static int enough(Ring ring) {
        return ring.capacity() / 4;
    }

    private int free() {
        return ring.capacity() - (int) (tail - knownHead);
    }

    /// Some of the bytes that are free, to be filled from the position on; none if none are. Does not block.
    ByteBuffer free(int wanted) {
        if (free() < wanted) {
            knownHead = ring.head();
        }
        int at = ring.index(tail);
        int length = Math.min(Math.min(free(), ring.capacity() - at), PIECE_BYTES);
        return view.limit(at + length).position(at);
    }

    /// Lets the reader see the bytes that have been filled, and wakes it if that is called for. Does not block.
    ///
    /// @param urgent whether to wake also one that has other things to do
    /// @throws IOException if the reader is gone; the bytes are published
    void publish(int count, boolean urgent) throws IOException {
        tail += count;
        ring.tail(tail);
        VarHandle.fullFence();
        int door = ring.reader();
        if (door != Ring.AWAKE && (door == Ring.IDLE || urgent || isHalfFull()) && ring.readerStays(door)) {
            doors[door - 1].ring();
        }
    }

    private boolean isHalfFull() {
        return tail - ring.head() >= ring.capacity() / 2;
    }

    /// Waits until there is room.
    ///
    /// @throws IOException if the reader is gone
    void awaitFree() throws IOException {
        long deadline = System.nanoTime() + LOOK_NANOS;
        while (ring.reader() == Ring.AWAKE && System.nanoTime() - deadline < 0) {
            Patience.letOthersRun();
            if (hasEnough()) {
                return;
            }
        }
        ring.writerSleeps();
        if (hasEnough() && ring.writerStays()) {
            return;
        }
        if (!room.await()) {
            throw new EOFException("the peer is gone");
        }
    }

    private boolean hasEnough() {
        knownHead = ring.head();
        return free() >= enough;
    }

    /// How many bytes the reader has taken.
    long taken() {
        return ring.head();
    }
}
