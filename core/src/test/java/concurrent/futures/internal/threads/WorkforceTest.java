package concurrent.futures.internal.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.TaskOptions;
import concurrent.futures.kit.NothingLeftBehind;
import concurrent.futures.spi.TaskBody;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A pool that has ended has no workers, and gets none.
@ExtendWith(NothingLeftBehind.class)
class WorkforceTest {
    @Test
    void noneIsStartedOnceThePoolHasEnded() throws InterruptedException {
        ThreadPool pool = new ThreadPool(new Settings(2, "ended", null, /* virtual= */ false));
        pool.shutdown();
        assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
        TaskQueue queue = new TaskQueue();
        Workforce workforce = new Workforce(pool, /* virtual= */ false, queue);
        assertTrue(workforce.disband());
        // As if the task had been seen before the pool ended, and the one who saw it went on only now.
        queue.add(new ThreadTask<>(pool, new TaskBody.Call<>(() -> 1), TaskOptions.defaults()));
        workforce.startIfNeeded(/* mayWait= */ true);
        assertFalse(workforce.add(null, /* mayWait= */ true));
        assertEquals(0, workforce.count());
        assertTrue(workforce.disband(), "and it stays so");
    }
}
