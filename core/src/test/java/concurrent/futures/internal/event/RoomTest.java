package concurrent.futures.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// When only a sample is told of, and when everything is again.
class RoomTest {
    private static final int WHOLE = 8_000;
    private static final long SECOND = 1_000_000_000;

    /// A clock may say any number.
    private static final long START = Long.MAX_VALUE - SECOND / 2;

    private final Room room = new Room(WHOLE);

    private static long after(long nanos) {
        return START + nanos;
    }

    @Test
    void whatFitsIsToldOf() {
        room.delivered(START, WHOLE, /* leftOut= */ 0);
        assertEquals(WHOLE, room.events());
    }

    @Test
    void whatIsLeftOutAlthoughItWouldHaveFittedMakesNoSample() {
        room.delivered(START, 1_000, /* leftOut= */ 1_000);
        assertEquals(WHOLE, room.events());
    }

    @Test
    void whereMoreComesThanFitsThereIsRoomForASample() {
        room.delivered(START, 5_000, /* leftOut= */ 10_000);
        assertTrue(room.events() < WHOLE / 20, () -> "room for " + room.events());
        assertTrue(room.events() > 0);
    }

    @Test
    void aSampleIsToldOfUntilNothingWasTooMuchForASecond() {
        room.delivered(START, 5_000, /* leftOut= */ 10_000);
        int sample = room.events();
        room.delivered(after(SECOND / 2), 300, /* leftOut= */ 10_000);
        room.delivered(after(SECOND * 5 / 4), 300, /* leftOut= */ 500);
        assertEquals(sample, room.events(), "the storm went on half a second ago");
        room.delivered(after(SECOND * 3 / 2), 300, /* leftOut= */ 500);
        assertEquals(WHOLE, room.events(), "what is left out since then would have fitted");
    }

    @Test
    void whoeverHasOnlyASampleLooksAgainAlsoIfNothingHappens() {
        assertEquals(Long.MAX_VALUE, room.patience());
        room.delivered(START, 5_000, /* leftOut= */ 10_000);
        assertEquals(SECOND, room.patience());
        room.delivered(after(room.patience()), /* delivered= */ 0, /* leftOut= */ 0);
        assertEquals(WHOLE, room.events());
        assertEquals(Long.MAX_VALUE, room.patience());
    }
}
