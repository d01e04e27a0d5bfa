package concurrent.futures.internal.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(0);

    private double at(double seconds, long done) {
        return pace.after(done, (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
    }

    @Test
    void atFirstTheWholeTimeCounts() {
        assertEquals(0, at(0, 0));
        assertEquals(0, at(0, 5), "no time has passed");
        assertEquals(10, at(0.5, 5));
        assertEquals(4, at(2, 8));
    }

    @Test
    void thenWhatWasLately() {
        for (int second = 1; second <= 100; second++) {
            at(second, second * 100L);
        }
        for (int second = 101; second <= 140; second++) {
            at(second, 10_000 + (second - 100));
        }
        assertEquals(1, at(141, 10_041), 0.01);
    }

    @Test
    void whatStandsStillComesToNothing() {
        at(1, 100);
        for (int second = 2; second <= 40; second++) {
            at(second, 100);
        }
        assertEquals(0, at(41, 100));
    }

    @Test
    void looksThatAreFarApartCountAll() {
        at(60, 60);
        assertEquals(1, at(120, 120));
        assertEquals(1, at(180, 180));
    }
}
