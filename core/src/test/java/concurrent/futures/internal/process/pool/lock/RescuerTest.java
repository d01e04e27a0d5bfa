package concurrent.futures.internal.process.pool.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.kit.NothingLeftBehind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class RescuerTest {
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicInteger attempts = new AtomicInteger();
    private final Rescuer rescuer = new Rescuer("tested-rescuer", () -> {
        if (attempts.incrementAndGet() < 3) {
            throw new OutOfMemoryError("Java heap space");
        }
        done.countDown();
    });

    @AfterEach
    void end() {
        rescuer.end();
    }

    @Test
    void triesUntilThereIsMemory() throws InterruptedException {
        rescuer.beReady();
        rescuer.call();

        assertTrue(done.await(30, TimeUnit.SECONDS), "it has succeeded");
        assertEquals(3, attempts.get());
    }

    @Test
    void doesWhatItWasCalledForBeforeItLived() throws InterruptedException {
        rescuer.call();
        rescuer.beReady();
        rescuer.beReady();

        assertTrue(done.await(30, TimeUnit.SECONDS), "it has succeeded");
    }

    @Test
    void livesOnWhenTheRecoveryFailsOtherwise() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(2);
        Rescuer tough = new Rescuer("tested-tough-rescuer", () -> {
            again.countDown();
            failed.countDown();
            throw new IllegalStateException("as it should");
        });
        tough.beReady();
        tough.call();
        assertTrue(failed.await(30, TimeUnit.SECONDS), "it was tried");
        tough.call();

        assertTrue(again.await(30, TimeUnit.SECONDS), "it was tried again");
        tough.end();
    }
}
