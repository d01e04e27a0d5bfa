package concurrent.futures.internal.process.pool;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.SharedMemory;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A program that uses a pool, large values and shared memory where there is little or no room for files.
///
/// Argument: how many bytes of shared memory there is room for, or `none` where there is none for a worker either.
public final class Cramped {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Cramped() {}

    /// Runs.
    ///
    /// @param args see above
    public static void main(String[] args) {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2)) {
            if (args[0].equals("none")) {
                Throwable failure = pool.submit(() -> 1).exception(PATIENCE);
                check(failure instanceof BrokenExecutorException, failure);
                System.out.println(failure);
            } else {
                work(pool);
                share(pool, Long.parseLong(args[0]));
            }
        }
        System.out.println("all is well");
    }

    private static void work(ProcessPoolExecutor pool) {
        List<Future<Integer>> small = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            small.add(pool.submit(() -> number));
        }
        for (int i = 0; i < small.size(); i++) {
            check(small.get(i).result(PATIENCE) == i, i);
        }
        byte[] large = new byte[3_000_000];
        large[large.length - 1] = 7;
        byte[] back = pool.submit(() -> large).result(PATIENCE);
        check(back.length == large.length && back[back.length - 1] == 7, back.length);
    }

    private static void share(ProcessPoolExecutor pool, long room) {
        check(write(room) == 5, room);
        check(pool.submit(() -> write(room)).result(PATIENCE) == 5, room);
        long more = 16L << 20;
        if (room < more) {
            check(write(more) == -1, more);
            check(pool.submit(() -> write(more)).result(PATIENCE) == -1, more);
        }
        check(pool.submit(() -> 1).result(PATIENCE) == 1, "the worker lives");
    }

    /// Touches each page.
    ///
    /// @return what was written at the end; -1 if there is no room
    public static int write(long bytes) {
        try (SharedMemory memory = SharedMemory.allocate(bytes)) {
            for (long at = 0; at < bytes; at += 4096) {
                memory.segment().set(ValueLayout.JAVA_BYTE, at, (byte) 1);
            }
            memory.segment().set(ValueLayout.JAVA_BYTE, bytes - 1, (byte) 5);
            return memory.segment().get(ValueLayout.JAVA_BYTE, bytes - 1);
        } catch (UncheckedIOException e) {
            return -1;
        }
    }

    private static void check(boolean holds, Object what) {
        if (!holds) {
            throw new IllegalStateException(String.valueOf(what));
        }
    }
}
