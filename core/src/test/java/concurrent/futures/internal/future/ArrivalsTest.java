package concurrent.futures.internal.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.internal.Deadline;
import concurrent.futures.spi.TaskControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// Waiting for many futures: each comes once to each of those who wait, also where they share futures.
class ArrivalsTest {
    private static DefaultFuture<Integer> future() {
        return new DefaultFuture<>(new TaskControl() {});
    }

    @Test
    void eachFutureComesOnceToEachOfThoseWhoShareIt() throws Exception {
        Random random = new Random();
        for (int round = 0; round < 200; round++) {
            List<DefaultFuture<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                futures.add(future());
            }
            Thread ender = Thread.ofPlatform().start(() -> futures.forEach(each -> each.trySucceed(1)));
            List<FutureTask<Integer>> owners = new ArrayList<>();
            for (int o = 0; o < 3; o++) {
                List<Future<Integer>> some = new ArrayList<>(futures);
                some.addAll(futures.subList(0, 100));
                Collections.shuffle(some, random);
                FutureTask<Integer> owner = new FutureTask<>(() -> takeAll(some));
                owners.add(owner);
                Thread.ofPlatform().start(owner);
            }
            for (FutureTask<Integer> owner : owners) {
                assertEquals(futures.size(), owner.get());
            }
            ender.join();
        }
    }

    private static int takeAll(List<Future<Integer>> futures) throws InterruptedException {
        Arrivals<Integer> arrivals = new Arrivals<>();
        futures.forEach(arrivals::add);
        Set<Future<Integer>> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        while (arrivals.remaining() > 0) {
            Future<Integer> future = arrivals.take(Deadline.after(Duration.ofSeconds(30)));
            assertNotNull(future);
            assertTrue(future.isDone());
            assertTrue(taken.add(future), "it has come twice");
        }
        return taken.size();
    }

    @Test
    void aFutureThatWasTakenMayBeAddedAgain() throws InterruptedException {
        Arrivals<Integer> arrivals = new Arrivals<>();
        Arrivals<Integer> others = new Arrivals<>();
        DefaultFuture<Integer> future = future();
        assertTrue(arrivals.add(future));
        assertFalse(arrivals.add(future));
        assertTrue(others.add(future));
        assertFalse(others.add(future));
        future.trySucceed(1);
        assertEquals(future, arrivals.take(null));
        assertFalse(others.add(future), "it was not taken there");
        assertEquals(future, others.take(null));
        assertTrue(arrivals.add(future));
        assertTrue(others.add(future));
        assertEquals(1, arrivals.remaining());
        assertEquals(future, arrivals.poll());
        assertEquals(future, others.poll());
        assertNull(others.poll());
    }

    @Test
    void aFailureEndsTheWaitForAll() throws InterruptedException {
        Arrivals<Integer> arrivals = new Arrivals<>();
        DefaultFuture<Integer> failing = future();
        arrivals.add(future());
        arrivals.add(failing);
        Thread ender = Thread.ofPlatform().start(() -> failing.tryFail(new IllegalStateException("as it shall")));
        arrivals.await(2, /* orFailure= */ true, null);
        assertEquals(failing, arrivals.poll());
        assertEquals(1, arrivals.remaining());
        ender.join();
    }
}
