package concurrent.futures.internal.process.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How much may be under way.
@Timeout(60)
class LogCreditTest {
    private static final long ALL = 1 << 20;

    private final LogCredit credit = new LogCredit();

    @Test
    void whatFindsNoRoomIsDroppedAndCountedUntilThereIsRoomAgain() {
        assertTrue(credit.take(ALL));
        for (int i = 0; i < 1000; i++) {
            assertFalse(credit.take(1));
        }
        assertEquals(1000, credit.give(ALL));
        assertTrue(credit.take(1));
        assertEquals(0, credit.give(1));
    }

    @Test
    void whatIsLargerThanEverythingGoesAlone() {
        assertTrue(credit.take(3 * ALL));
        credit.waitNoMore();
        assertFalse(credit.take(1));
        credit.give(3 * ALL);
        assertTrue(credit.take(1));
        assertFalse(credit.take(3 * ALL));
    }

    @Test
    void whoWaitsGoesOnWhenThereIsRoomAndKeepsItsInterrupt() throws InterruptedException {
        assertTrue(credit.take(ALL));
        List<Boolean> seen = new ArrayList<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            seen.add(credit.take(ALL));
            seen.add(Thread.interrupted());
        });
        while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.isAlive()) {
            Thread.onSpinWait();
        }
        credit.give(ALL);
        waiting.join();
        // On a machine that stands still for a second, it is dropped instead.
        assertEquals(2, seen.size());
        assertTrue(seen.getLast());
        assertTrue(seen.getFirst() || credit.give(0) == 1);
    }
}
