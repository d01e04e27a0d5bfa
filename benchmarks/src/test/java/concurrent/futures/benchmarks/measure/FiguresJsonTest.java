package concurrent.futures.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The line by which a program tells its figures.
class FiguresJsonTest {
    @Test
    void whatIsWrittenCanBeRead() throws IOException {
        Figures figures = Figures.of("rate", 1.5).and("p99", 2e-6);
        String line = FiguresJson.write("a", figures);
        assertEquals("{\"workload\":\"a\",\"figures\":{\"rate\":1.5,\"p99\":2.0E-6}}", line);
        assertEquals(figures, FiguresJson.read(line));
    }

    @Test
    void integersOfOtherLanguagesAreNumbersToo() throws IOException {
        assertEquals(Figures.of("fork", 3), FiguresJson.read("{\"figures\": {\"fork\": 3}, \"workload\": \"a\"}"));
    }

    @Test
    void aLineWithoutFiguresIsNone() {
        assertThrows(IOException.class, () -> FiguresJson.read("{\"workload\": \"a\"}"));
        assertThrows(IOException.class, () -> FiguresJson.read("Traceback"));
        assertThrows(IOException.class, () -> FiguresJson.read(""));
    }

    @Test
    void whatIsNotANumberIsLeftOut() throws IOException {
        Figures figures = Figures.of("rate", 1.5).and("time", Double.NaN);
        assertEquals(Figures.of("rate", 1.5), FiguresJson.read(FiguresJson.write("a", figures)));
    }

    @Test
    void aFigureHasOneValue() {
        Figures figures = Figures.of("rate", 1);
        assertThrows(IllegalArgumentException.class, () -> figures.and("rate", 2));
    }
}
