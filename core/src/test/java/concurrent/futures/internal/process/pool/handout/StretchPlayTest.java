package concurrent.futures.internal.process.pool.handout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.process.pool.handout.Play.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Plays with the real dispatcher, and workers that are nothing but their side of the claim page, in thousands of
/// random orders: elements of maps are handed out, begun, answered, taken back, divided and cancelled, and workers
/// come and die.
///
/// In each, every element has exactly one outcome; it was begun once if that is its value, its failure or the death of
/// its worker, and never if it was cancelled; and the books add up.
@Timeout(120)
class StretchPlayTest {
    private static final int PLAYS = 1_500;
    private static final int STEPS = 60;

    @TempDir
    Path folder;

    @Test
    void everyElementHasOneOutcomeAndIsBegunAtMostOnce() throws Exception {
        Map<Step, Integer> seen = new EnumMap<>(Step.class);
        for (int seed = 0; seed < PLAYS; seed++) {
            Random random = new Random(seed);
            List<Step> past = new ArrayList<>();
            Play play = new Play(folder, random);
            for (int i = 0; i < STEPS; i++) {
                Step step = play.step();
                seen.merge(step, 1, Integer::sum);
                past.add(step);
            }
            play.finish();
            check(play, "seed " + seed + ": " + past);
        }
        for (Step step : Step.values()) {
            assertTrue(seen.getOrDefault(step, 0) > PLAYS / 2, step + " was played seldom");
        }
    }

    private static void check(Play play, String past) throws Exception {
        long values = 0;
        long failures = 0;
        long cancelled = 0;
        for (MapBatch<Integer> batch : play.batches()) {
            for (int i = 0; i < batch.size(); i++) {
                assertTrue(batch.await(i, Deadline.after(Duration.ZERO)), past);
                int element = play.element(batch, i);
                Object outcome = batch.get(i);
                if (outcome instanceof Future<?> own) {
                    assertTrue(own.isDone(), past);
                    assertEquals(own.isCancelled() ? 0 : 1, play.runs(element), past);
                    switch (own.state()) {
                        case SUCCESS -> {
                            assertEquals(element + 1, own.resultNow(), past);
                            values++;
                        }
                        case FAILED -> failures++;
                        default -> cancelled++;
                    }
                } else {
                    assertEquals(element + 1, (Integer) MapBatch.valueOf(outcome), past);
                    assertEquals(1, play.runs(element), past);
                    values++;
                }
            }
        }
        var books = play.ledger().snapshot(2, 0, 0, 0);
        assertEquals(values, books.succeeded(), past);
        assertEquals(failures, books.failed(), past);
        assertEquals(cancelled, books.cancelled(), past);
        assertEquals(values + failures + cancelled, books.submitted(), past);
        assertEquals(0, books.running() + books.pending(), past);
        assertTrue(play.ledger().isIdle(), past);
    }
}
