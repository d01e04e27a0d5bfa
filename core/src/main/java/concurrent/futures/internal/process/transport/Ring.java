package concurrent.futures.internal.process.transport;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Bytes on their way in one direction, in memory that both processes have mapped: one thread at a time writes, in one
/// process, and one thread at a time reads, in the other.
///
/// ```
///   header   0          128        256         384
///            ┌──────────┬──────────┬───────────┬───────────┐   a line of the cache is 64 bytes, and often fetched
///            │ TAIL     │ HEAD     │ READER    │ WRITER    │   with its neighbour: each of them has two
///            └──────────┴──────────┴───────────┴───────────┘
///   TAIL:    how many bytes were ever written.   Only the writer stores it.
///   HEAD:    how many bytes were ever read.      Only the reader stores it.
///   READER:  AWAKE, or the door at which the reader sleeps: IDLE, until there are bytes;
///            BUSY, until there are bytes that are urgent, or half of the ring is full.
///   WRITER:  AWAKE, or ASLEEP until there is room.
///
///   bytes    0            HEAD mod capacity      TAIL mod capacity      capacity
///            ┌────────────┬──────────────────────┬──────────────────────┐
///            │    free    │ to be read           │         free         │
///            └────────────┴──────────────────────┴──────────────────────┘
/// ```
///
/// # Bytes
///
/// The writer copies bytes to free places, and then stores the tail with release. The reader loads the tail with
/// acquire, so it sees all bytes before it. It takes them, and stores the head with release; the writer loads the head
/// with acquire, and reuses places only behind it. The mapping of one side outlives the other side's process. So what a
/// process has published stays after its death, and what it has not published was never there: a frame that was torn by
/// a death has no end, and nobody takes it for a whole one.
///
/// # Sleep
///
/// Both sides wait in the same way: the reader for the tail to move, the writer for the head to move. In what follows,
/// the one who waits is the sleeper, and the other one the waker.
///
/// ```
///   sleeper                                      waker
///   S1  flag = ASLEEP                            W1  position = …        (release)
///   S2  full fence                               W2  full fence
///   S3  look at the position: has it moved?      W3  look at the flag: ASLEEP?
///       no:  S4  block until a bell has come         yes: W4  compare-and-set flag, ASLEEP → AWAKE
///       yes: S5  compare-and-set flag,                    if that succeeded: W5  ring the bell
///                ASLEEP → AWAKE; if that
///                failed: S4, a bell is on its way
/// ```
///
/// - **No wake-up is lost.** Of the two fences, one comes first. If it is the sleeper's, S1 is seen at W3, and the
///   waker rings; if it is the waker's, W1 is seen at S3, and the sleeper does not block. Without the fences, both
///   stores could still wait in the buffers of their processors while both loads find the old values.
/// - **A bell for each sleep, and a sleep for each bell.** Who changes ASLEEP to AWAKE decides that: the waker at W4,
///   and then one bell follows; or the sleeper at S5, and then none does. So there is never more than one bell on its
///   way, and ringing never blocks.
/// - **Death.** A bell is a byte on its way, and the end of the way is the bell that a dead process rings. It may
///   have died between W1 and W5: so the sleeper that finds the end looks at the position once more, and takes what is
///   there. Where the end does not come by itself, the one who has seen the process die hangs up for it,
///   by which time nothing of what it had stored is still on its way.
/// - The writer sleeps until a good part of the ring is free, so that it is not woken for each piece. That can not keep
///   both asleep: a reader only sleeps when it has taken everything, and then all of the ring is free.
final class Ring {
    static final int HEADER_BYTES = 512;

    static final int AWAKE = 0;
    static final int ASLEEP = 1;

    /// The door of a reader that waits for anything.
    static final int IDLE = 1;

    /// The door of a reader that has other things to do, and waits only for what is urgent, or much.
    static final int BUSY = 2;

    private static final int TAIL = 0;
    private static final int HEAD = 128;
    private static final int READER = 256;
    private static final int WRITER = 384;

    /// Of buffers, and not of memory segments, whose handles are put together when they are first used: that takes a
    /// JVM that starts ten times as long.
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final ByteBuffer header;
    private final MemorySegment bytes;
    private final int capacity;

    /// @param header zeros at the beginning
    /// @param bytes a power of two of them
    Ring(MemorySegment header, MemorySegment bytes) {
        this.header = header.asByteBuffer();
        this.bytes = bytes;
        this.capacity = Math.toIntExact(bytes.byteSize());
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("The capacity of a ring is a power of two, not " + capacity);
        }
    }

    int capacity() {
        return capacity;
    }

    /// All bytes, for one of the sides.
    ByteBuffer view() {
        return bytes.asByteBuffer();
    }

    /// Where in the bytes a position is.
    int index(long position) {
        return (int) position & (capacity - 1);
    }

    long tail() {
        return (long) LONG.getAcquire(header, TAIL);
    }

    void tail(long position) {
        LONG.setRelease(header, TAIL, position);
    }

    long head() {
        return (long) LONG.getAcquire(header, HEAD);
    }

    void head(long position) {
        LONG.setRelease(header, HEAD, position);
    }

    /// The reader is about to sleep at a door: S1 and S2.
    void readerSleeps(int door) {
        sleeps(READER, door);
    }

    /// Takes that back: S5.
    ///
    /// @return `false` if a bell is on its way
    boolean readerStays(int door) {
        return INT.compareAndSet(header, READER, door, AWAKE);
    }

    /// Where the reader sleeps; behind a fence if it matters.
    int reader() {
        return (int) INT.getOpaque(header, READER);
    }

    /// The writer is about to sleep: S1 and S2.
    void writerSleeps() {
        sleeps(WRITER, ASLEEP);
    }

    /// Takes that back: S5.
    ///
    /// @return `false` if a bell is on its way
    boolean writerStays() {
        return INT.compareAndSet(header, WRITER, ASLEEP, AWAKE);
    }

    /// Whether the writer sleeps; behind a fence if it matters.
    boolean isWriterAsleep() {
        return (int) INT.getOpaque(header, WRITER) == ASLEEP;
    }

    private void sleeps(int flag, int value) {
        INT.setOpaque(header, flag, value);
        VarHandle.fullFence();
    }
}
