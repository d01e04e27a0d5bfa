package concurrent.futures.internal.process.pool.listening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog<Integer, String> backlog = new Backlog<>();
    private int added;
    private int taken;

    private void add(int pairs) {
        backlog.makeRoom(pairs);
        for (int i = 0; i < pairs; i++) {
            backlog.add(added, "outcome " + added);
            added++;
        }
    }

    private void take(int pairs) {
        for (int i = 0; i < pairs; i++) {
            assertFalse(backlog.isEmpty());
            assertEquals(taken, backlog.first());
            assertEquals("outcome " + taken, backlog.second());
            backlog.remove();
            taken++;
        }
    }

    @Test
    void thePairsComeInTheOrderInWhichTheyWereAddedHoweverManyWait() {
        assertTrue(backlog.isEmpty());
        for (int round = 1; round < 100; round++) {
            add(round);
            take(round - 1);
            add(round % 7);
            take(round % 5);
        }
        take(added - taken);
        assertTrue(backlog.isEmpty());
    }

    @Test
    void whereThereIsNoMemoryForMoreThoseThatWaitAreStillThere() {
        add(3);
        take(2);
        int tooMany = Integer.MAX_VALUE / 2 - 3;
        assertThrows(OutOfMemoryError.class, () -> backlog.makeRoom(tooMany));
        add(20);
        take(21);
        assertTrue(backlog.isEmpty());
    }
}
