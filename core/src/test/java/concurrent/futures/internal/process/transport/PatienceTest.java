package concurrent.futures.internal.process.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final long SHORT = Patience.SHORT_NANOS - 1;
    private static final long LONG = Patience.SHORT_NANOS;

    private final Patience patience = new Patience(2);

    private int shortWaitsUntilItLooks() {
        int waits = 0;
        while (patience.nanos() == 0 && waits < 100_000) {
            patience.waited(/* found= */ false, SHORT);
            waits++;
        }
        return waits;
    }

    @Test
    void longWaitsAreSlept() {
        for (int i = 0; i < 1000; i++) {
            patience.waited(/* found= */ false, LONG);
            assertEquals(0, patience.nanos());
        }
    }

    @Test
    void shortWaitsAreLookedThroughForAsLongAsThatPays() {
        assertTrue(shortWaitsUntilItLooks() < 10);
        for (int i = 0; i < 1000; i++) {
            assertEquals(Patience.LOOK_NANOS, patience.nanos());
            patience.waited(/* found= */ i % 2 == 0, LONG);
        }
        patience.waited(/* found= */ false, LONG);
        patience.waited(/* found= */ false, LONG);
        assertEquals(0, patience.nanos());
    }

    @Test
    void whereLookingIsAlwaysInVainItBecomesRare() {
        int looks = 0;
        for (int i = 0; i < 10_000; i++) {
            looks += patience.nanos() > 0 ? 1 : 0;
            patience.waited(/* found= */ false, SHORT);
        }
        assertTrue(looks > 0 && looks < 200, "looked " + looks + " times of 10,000");
    }

    @Test
    void successBringsItBack() {
        for (int i = 0; i < 10_000; i++) {
            patience.waited(/* found= */ false, SHORT);
        }
        shortWaitsUntilItLooks();
        for (int i = 0; i < 100; i++) {
            patience.waited(/* found= */ true, 1);
        }
        patience.waited(/* found= */ false, LONG);
        patience.waited(/* found= */ false, LONG);
        assertTrue(shortWaitsUntilItLooks() < 10);
    }

    @Test
    void nobodyLooksWhereThereIsOneProcessor() {
        Patience alone = new Patience(1);
        for (int i = 0; i < 1000; i++) {
            alone.waited(/* found= */ false, SHORT);
            assertEquals(0, alone.nanos());
        }
    }
}
