package concurrent.futures.internal.process.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A page of memory that a parent and one worker share: there it is decided, for each task that was sent, whether the
/// worker begins it or the parent takes it back. It outlives the worker: after a crash the parent reads from it which
/// task had begun.
///
/// Tasks that are sent together, a hand-over, share a slot. The worker begins them in order; the parent takes back from
/// the end. So two counts tell all: how many have begun, and where those that are left end.
///
/// ```
///   offset   0                8                16               24
///            ┌────────────────┬────────────────┬────────────────┬────────────────┬──
///            │ claim, slot 0  │ begun at, 0    │ claim, slot 1  │ begun at, 1    │ …
///            └────────────────┴────────────────┴────────────────┴────────────────┴──
///   claim:    sequence (42 bits) │ begun (11) │ end (11)            (0: never used)
///   begun at: the worker's System.nanoTime() when the last one began that has
/// ```
///
/// The hand-over protocol, with n tasks; all but the offer by compare-and-set of the whole claim:
///
/// ```
///                        task:   0 … begun-1     begun … end-1      end … n-1
///                               ┌──────────────┬──────────────────┬────────────┐
///                               │    begun     │       sent       │ taken back │
///                               └──────────────┴──────────────────┴────────────┘
///   offer   parent   before the frame goes      begun = 0, end = n
///   begin   worker   if begun < end             begun + 1: the task is its own
///   cut     parent   to a place ≥ begun         end = that place: those behind never begin there
/// ```
///
/// - **Begun** is what the worker alone decides, and for good: a task that has begun is never taken back, so it runs at
///   most once. **Taken back** is what the parent alone decides, and for good: such a task is the parent's to hand out
///   again, and the worker passes it by when it comes to it.
/// - The worker publishes the **answer** of a task before it begins the next one. So of all that it has begun, at most
///   the last one is unanswered, whenever it dies, and the parent finds which: it first takes all answers that were
///   published, takes back what has not begun, and what is left then is the one that was hit.
/// - An answer is published when it is in memory that outlives the worker: from then on the task has
///   ended, whatever becomes of the worker, and the parent hears of it before it hears of the worker's end.
/// - The parent knows at any time that a task it has taken back is nobody else's: it needs no word of the worker, which
///   may be busy, suspended, or dead. There is no other state, so nothing is left to be repaired after a crash of the
///   worker between any two of its steps. After the crash of the parent, nobody waits for the tasks.
/// - **The number** of a task is sequence, slot and place in the hand-over. No sequence is used twice: so a slot is
///   free for another hand-over as soon as each of its tasks was answered or taken back, although the worker may come
///   only later to those that were taken back: it finds another sequence, or an end, and passes them by.
public final class ClaimPage implements AutoCloseable {
    /// How many hand-overs can be at a worker at the same time.
    public static final int SLOTS = 1024;

    /// How many tasks can be handed over together.
    public static final int MOST_TASKS = 1024;

    private static final int COUNT_BITS = 11;
    private static final long COUNT_MASK = (1 << COUNT_BITS) - 1;
    private static final int SLOT_BITS = 10;

    private static final int SLOT_BYTES = 16;
    private static final int BEGUN_AT = 8;
    private static final int PAGE_BYTES = SLOTS * SLOT_BYTES;

    /// See [Ring], why of buffers.
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Arena arena;
    private final ByteBuffer page;

    private ClaimPage(Arena arena, ByteBuffer page) {
        this.arena = arena;
        this.page = page;
    }

    /// Makes a page, in the parent.
    ///
    /// @param file where; must not exist
    /// @return the mapped page
    /// @throws IOException if there is no space
    public static ClaimPage create(Path file) throws IOException {
        // Written in full, so that a full disk fails here and not at the first access to the memory.
        Files.write(file, new byte[PAGE_BYTES], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return open(file);
    }

    /// Maps the page that the parent has made, in the worker.
    ///
    /// @param file where
    /// @return the mapped page
    /// @throws IOException if it can not be mapped
    public static ClaimPage open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new ClaimPage(
                    arena, channel.map(MapMode.READ_WRITE, 0, PAGE_BYTES, arena).asByteBuffer());
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    // --- numbers

    /// The number of the first task of a hand-over; those of the others follow it.
    ///
    /// @param sequence of the hand-over, never used before
    /// @param slot its slot
    /// @return the number
    public static long number(long sequence, int slot) {
        return (sequence << SLOT_BITS | slot) << COUNT_BITS;
    }

    /// The slot of a task's hand-over.
    ///
    /// @param number of the task
    /// @return the slot
    public static int slotOf(long number) {
        return (int) (number >>> COUNT_BITS) & (SLOTS - 1);
    }

    /// The place of a task in its hand-over.
    ///
    /// @param number of the task
    /// @return the place, from 0
    public static int placeOf(long number) {
        return (int) (number & COUNT_MASK);
    }

    private static long sequenceOf(long number) {
        return number >>> (SLOT_BITS + COUNT_BITS);
    }

    // --- claims

    private static long claim(long sequence, long begun, long end) {
        return (sequence << COUNT_BITS | begun) << COUNT_BITS | end;
    }

    private static boolean isOf(long claim, long number) {
        return claim >>> (2 * COUNT_BITS) == sequenceOf(number);
    }

    private static int begun(long claim) {
        return (int) (claim >>> COUNT_BITS & COUNT_MASK);
    }

    private static int end(long claim) {
        return (int) (claim & COUNT_MASK);
    }

    private static int offset(long number) {
        return slotOf(number) * SLOT_BYTES;
    }

    private long read(long number) {
        return (long) LONG.getVolatile(page, offset(number));
    }

    /// The parent is about to send tasks.
    ///
    /// @param first the number of the first one; the slot is free
    /// @param count how many
    public void offer(long first, int count) {
        LONG.setVolatile(page, offset(first), claim(sequenceOf(first), 0, count));
    }

    /// The parent takes back tasks that have not begun, from the end.
    ///
    /// @param first the number of the first task of the hand-over, which is still in its slot
    /// @param from the place of the first one to be taken back
    /// @return the place of the first one that was taken back, now or before; it is behind `from` if that has begun
    public int cut(long first, int from) {
        while (true) {
            long claim = read(first);
            int end = Math.min(Math.max(from, begun(claim)), end(claim));
            if (end == end(claim)
                    || LONG.compareAndSet(page, offset(first), claim, claim(sequenceOf(first), begun(claim), end))) {
                return end;
            }
        }
    }

    /// The worker begins a task. It has been through with all that come before it in its hand-over.
    ///
    /// @param number of the task
    /// @param nanoTime now
    /// @return `false` if it was taken back
    public boolean begin(long number, long nanoTime) {
        int place = placeOf(number);
        while (true) {
            long claim = read(number);
            if (!isOf(claim, number) || begun(claim) != place || place >= end(claim)) {
                return false;
            }
            LONG.setOpaque(page, offset(number) + BEGUN_AT, nanoTime);
            if (LONG.compareAndSet(page, offset(number), claim, claim(sequenceOf(number), place + 1, end(claim)))) {
                return true;
            }
        }
    }

    /// The task that the worker began last really begins at another time. For the worker.
    ///
    /// @param number of the task
    /// @param nanoTime when; in the future if that is still to be seen, and this is the latest
    public void beginsAt(long number, long nanoTime) {
        LONG.setOpaque(page, offset(number) + BEGUN_AT, nanoTime);
    }

    /// As [#begin(long, long)], of a task whose time nobody asks for.
    ///
    /// @param number of the task
    /// @return `false` if it was taken back
    public boolean begin(long number) {
        int place = placeOf(number);
        while (true) {
            long claim = read(number);
            if (!isOf(claim, number) || begun(claim) != place || place >= end(claim)) {
                return false;
            }
            if (LONG.compareAndSet(page, offset(number), claim, claim(sequenceOf(number), place + 1, end(claim)))) {
                return true;
            }
        }
    }

    /// How many tasks of a hand-over the worker has begun.
    ///
    /// @param first the number of the first task of the hand-over, which is still in its slot
    /// @return the place of the first one that has not begun
    public int countBegun(long first) {
        return begun(read(first));
    }

    /// When the worker began the last task that it has begun of a hand-over.
    ///
    /// @param first the number of the first task of the hand-over
    /// @return the worker's `System.nanoTime()` of that moment; in the future if the task is on its way to its own code
    public long begunAt(long first) {
        return (long) LONG.getOpaque(page, offset(first) + BEGUN_AT);
    }

    /// Unmaps the page; nobody uses it any more.
    @Override
    public void close() {
        arena.close();
    }
}
