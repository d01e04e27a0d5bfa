package concurrent.futures.internal.process.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A page of memory that a parent and one worker share: there it is decided, for each task that was sent, whether the
/// worker begins it or the parent takes it back. It outlives the worker: after a crash the parent reads from it which
/// task had begun.
///
/// ```
///   offset   0                8                16               24
///            ┌────────────────┬────────────────┬────────────────┬────────────────┬──
///            │ claim, slot 0  │ begun at, 0    │ claim, slot 1  │ begun at, 1    │ …
///            └────────────────┴────────────────┴────────────────┴────────────────┴──
///   claim:    number of the hand-over << 2 | state         (0: never used)
///   begun at: the worker's System.nanoTime(); valid if the state is BEGUN
///
///   state:    SENT ──(worker, compare-and-set)──► BEGUN
///               └────(parent, compare-and-set)──► REVOKED
/// ```
///
/// The number makes a slot usable again at once: a worker that comes late to a task that was taken back finds another
/// number, and skips it.
public final class ClaimPage implements AutoCloseable {
    /// How many tasks can be at a worker at the same time.
    public static final int SLOTS = 1024;

    /// How many bits of a number a slot takes.
    public static final int SLOT_BITS = 10;

    /// What has become of a task that was sent.
    public enum Claim {
        /// The worker has not begun it.
        SENT,
        /// The worker has begun it.
        BEGUN,
        /// It was taken back, or its slot is used by another.
        REVOKED,
    }

    private static final long SLOT_BYTES = 16;
    private static final long BEGUN_AT = 8;
    private static final long PAGE_BYTES = SLOTS * SLOT_BYTES;

    private static final int STATE_BITS = 2;
    private static final long SENT = 1;
    private static final long BEGUN = 2;
    private static final long REVOKED = 3;

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final Arena arena;
    private final MemorySegment page;

    private ClaimPage(Arena arena, MemorySegment page) {
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
        Files.write(file, new byte[(int) PAGE_BYTES], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
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
            return new ClaimPage(arena, channel.map(MapMode.READ_WRITE, 0, PAGE_BYTES, arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static long claim(long number, long state) {
        return number << STATE_BITS | state;
    }

    /// The parent is about to send a task.
    ///
    /// @param slot free
    /// @param number the number of the hand-over, never used before
    public void offer(int slot, long number) {
        LONG.setVolatile(page, slot * SLOT_BYTES, claim(number, SENT));
    }

    /// The parent takes a task back.
    ///
    /// @param slot its slot
    /// @param number the number of the hand-over
    /// @return `false` if the worker has begun it
    public boolean revoke(int slot, long number) {
        return LONG.compareAndSet(page, slot * SLOT_BYTES, claim(number, SENT), claim(number, REVOKED));
    }

    /// The worker begins a task.
    ///
    /// @param slot its slot
    /// @param number the number of the hand-over
    /// @param nanoTime now
    /// @return `false` if it was taken back
    public boolean begin(int slot, long number, long nanoTime) {
        LONG.setOpaque(page, slot * SLOT_BYTES + BEGUN_AT, nanoTime);
        return LONG.compareAndSet(page, slot * SLOT_BYTES, claim(number, SENT), claim(number, BEGUN));
    }

    /// Tells what has become of a task.
    ///
    /// @param slot its slot
    /// @param number the number of the hand-over
    /// @return what the two sides have decided up to now
    public Claim look(int slot, long number) {
        long claim = (long) LONG.getVolatile(page, slot * SLOT_BYTES);
        return claim == claim(number, SENT) ? Claim.SENT : claim == claim(number, BEGUN) ? Claim.BEGUN : Claim.REVOKED;
    }

    /// When the worker began the task in a slot.
    ///
    /// @param slot the slot of a task that has begun
    /// @return the worker's `System.nanoTime()` of that moment
    public long begunAt(int slot) {
        return (long) LONG.getOpaque(page, slot * SLOT_BYTES + BEGUN_AT);
    }

    /// Unmaps the page; nobody uses it any more.
    @Override
    public void close() {
        arena.close();
    }
}
