package concurrent.futures.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Medians and percentiles.
class SamplesTest {
    @Test
    void theMedianIsInTheMiddle() {
        assertEquals(2, Samples.of(3, 1, 2).median());
        assertEquals(2.5, Samples.of(4, 3, 1, 2).median());
        assertEquals(7, Samples.of(7).median());
    }

    @Test
    void aPercentileIsOneOfTheSamples() {
        Samples samples =
                Samples.of(IntStream.rangeClosed(1, 200).asDoubleStream().toArray());
        assertEquals(198, samples.percentile(99));
        assertEquals(200, samples.percentile(100));
        assertEquals(1, samples.percentile(0));
    }

    @Test
    void theWarmUpIsNotMeasured() throws Exception {
        int[] runs = {0};
        Samples samples = Samples.time(5, 3, () -> runs[0]++);
        assertEquals(8, runs[0]);
        assertTrue(samples.sum() >= 3 * samples.percentile(0));
    }

    @Test
    void whatIsWrongIsNotMeasured() {
        assertThrows(IllegalStateException.class, () -> Samples.time(0, 1, () -> Check.same("the sum", 1, 2)));
        assertThrows(IllegalArgumentException.class, Samples::of);
    }
}
