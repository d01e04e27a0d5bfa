package concurrent.futures.internal.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.ExecutorStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is open, for how long that keeps the JVM alive, and what is counted of those who are refused.
@Timeout(60)
class LedgerTest {
    private final AtomicInteger idle = new AtomicInteger();
    private final Ledger ledger = new Ledger(idle::incrementAndGet);

    private static void welcome() {}

    private ExecutorStatistics books() {
        return ledger.snapshot(/* maxWorkers= */ 1, /* workers= */ 1, /* crashed= */ 0, /* replaced= */ 0);
    }

    private static Optional<Thread> guardian() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("concurrent-futures-keep-alive"))
                .findAny();
    }

    @Test
    void whatIsAcceptedIsOpenUntilItIsClosed() {
        ledger.accept(3, LedgerTest::welcome);
        ledger.open(1);
        assertEquals(4, ledger.openTasks());
        ledger.close(3);
        assertFalse(ledger.isIdle());
        assertEquals(0, idle.get());
        ledger.close(1);
        assertTrue(ledger.isIdle());
        assertEquals(1, idle.get());
        assertEquals(3, books().submitted());
    }

    @Test
    void whoIsRefusedIsNotCountedAndLeavesNothingOpen() {
        RejectedExecutionException no = new RejectedExecutionException("closed");
        Runnable refusal = () -> {
            throw no;
        };
        assertEquals(no, assertThrows(RejectedExecutionException.class, () -> ledger.accept(2, refusal)));
        assertTrue(ledger.isIdle());
        assertEquals(0, books().submitted());

        AtomicReference<@Nullable ExecutorStatistics> seen = new AtomicReference<>();
        Runnable looking = () -> {
            seen.compareAndSet(null, books());
            throw no;
        };
        assertThrows(RejectedExecutionException.class, () -> ledger.accept(2, looking));
        assertEquals(0, seen.get().submitted(), "counted for a moment");
        assertEquals(0, seen.get().pending(), "waits for a moment");
    }

    /// Whoever closes the last lets the JVM go, while others open something, and close it.
    @Test
    void theJvmIsKeptAliveWhileAnythingIsOpenAndNoLonger() throws InterruptedException {
        AtomicBoolean missed = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 100_000; round++) {
                    ledger.accept(1, LedgerTest::welcome);
                    if (ThreadLocalRandom.current().nextInt(500) == 0
                            && guardian().isEmpty()) {
                        missed.set(true);
                    }
                    ledger.close(1);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertFalse(missed.get(), "something was open, and nothing kept the JVM alive");
        assertTrue(ledger.isIdle());
        assertTrue(idle.get() > 0);
        assertEquals(300_000, books().submitted());
        Optional<Thread> last = guardian();
        assertTrue(
                last.isEmpty() || last.get().join(Duration.ofSeconds(30)),
                "nothing is open, and the JVM is kept alive");
    }

    /// The first of two is held up before the JVM is kept alive. The second relies on it when he is back.
    @Test
    void nobodyReliesOnAJvmThatIsNotKeptAliveYet() throws InterruptedException {
        Optional<Thread> before = guardian();
        assertTrue(before.isEmpty() || before.get().join(Duration.ofSeconds(30)), "something else is open");
        Thread first = new Thread(() -> ledger.accept(1, LedgerTest::welcome));
        Thread second = new Thread(() -> ledger.accept(1, LedgerTest::welcome));
        synchronized (KeepAlive.LOCK) {
            first.start();
            awaitEndOrBlock(first);
            second.start();
            awaitEndOrBlock(second);
            assertEquals(Thread.State.BLOCKED, second.getState());
            assertTrue(guardian().isEmpty());
        }
        first.join();
        second.join();
        Thread last = guardian().orElseThrow();
        ledger.close(1);
        assertFalse(last.join(Duration.ofMillis(200)), "one is open");
        ledger.close(1);
        assertTrue(last.join(Duration.ofSeconds(30)), "nothing is open, and the JVM is kept alive");
    }

    private static void awaitEndOrBlock(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatBeginsAndEndsAtOnceIsNeverSeenToRun() throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        Thread worker = Thread.ofPlatform().start(() -> {
            while (!isOver.get()) {
                ledger.accept(1_000, LedgerTest::welcome);
                ledger.succeeded(1_000);
                ledger.close(1_000);
            }
        });
        int most = 0;
        for (int i = 0; i < 20_000; i++) {
            ExecutorStatistics books = books();
            most = Math.max(most, books.running());
            assertEquals(books.submitted(), books.pending() + books.running() + books.succeeded());
        }
        isOver.set(true);
        worker.join();
        assertEquals(0, most);
        ExecutorStatistics books = books();
        assertEquals(books.submitted(), books.succeeded());
    }
}
