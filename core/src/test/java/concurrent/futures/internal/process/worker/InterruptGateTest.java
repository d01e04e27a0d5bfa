package concurrent.futures.internal.process.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InterruptGateTest {
    private final InterruptGate gate = new InterruptGate();

    private Thread start(Runnable work) {
        return Threads.startGated(
                "behind-the-gate",
                /* daemon= */ true,
                gate::pass,
                () -> {
                    gate.guard(Thread.currentThread());
                    work.run();
                });
    }

    @Test
    void anInterruptReachesTheTaskThatItIsMeantFor() throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        CountDownLatch entered = new CountDownLatch(1);
        AtomicBoolean left = new AtomicBoolean();
        Thread runner = start(() -> {
            gate.enter(5);
            entered.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            cancelled.set(gate.isCancelled(5));
            gate.leave(5);
            left.set(!Thread.currentThread().isInterrupted());
        });
        entered.await();
        assertFalse(gate.isCancelled(5));
        gate.interrupt(4);
        gate.interrupt(5);
        runner.join();
        assertTrue(cancelled.get());
        assertTrue(left.get(), "the flag of the task stays with it");
        assertTrue(gate.isCancelled(5), "it has ended");
    }

    @Test
    void noInterruptOutlivesItsTask() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong current = new AtomicLong();
        AtomicInteger strays = new AtomicInteger();
        AtomicInteger hits = new AtomicInteger();
        Thread runner = start(() -> {
            for (long number = 1; !over.get(); number++) {
                gate.enter(number);
                current.set(number);
                for (int i = 0; i < 100; i++) {
                    Thread.onSpinWait();
                }
                if (Thread.currentThread().isInterrupted()) {
                    hits.incrementAndGet();
                }
                gate.leave(number);
                if (Thread.currentThread().isInterrupted()) {
                    strays.incrementAndGet();
                }
            }
        });
        Thread anybody = Threads.start(
                "anybody",
                /* daemon= */ true,
                () -> {
                    while (!over.get()) {
                        runner.interrupt();
                    }
                });
        while (hits.get() < 1_000) {
            gate.interrupt(current.get());
        }
        over.set(true);
        runner.join();
        anybody.join();
        assertEquals(0, strays.get());
    }
}
