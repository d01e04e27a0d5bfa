package concurrent.futures.cluster.internal.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();
    private final long begin = System.nanoTime();

    private boolean isNews(String what, long second) {
        return refusals.isNews(what, begin + TimeUnit.SECONDS.toNanos(second));
    }

    @Test
    void theSameIsSaidAgainAfterSomeMinutes() {
        assertTrue(isNews("a", 0));
        assertFalse(isNews("a", 2));
        assertFalse(isNews("a", 299));
        assertTrue(isNews("a", 300));
    }

    @Test
    void somethingElseIsSaidAfterASecond() {
        assertTrue(isNews("a", 0));
        assertFalse(isNews("b", 0));
        assertTrue(isNews("b", 1));
        assertFalse(isNews("a", 2));
    }

    @Test
    void whoHasANewReasonEachTimeIsHeardOnceASecond() {
        for (int second = 0; second < 5_000; second++) {
            assertTrue(isNews("reason " + second, second));
            assertFalse(isNews("another " + second, second));
        }
    }
}
