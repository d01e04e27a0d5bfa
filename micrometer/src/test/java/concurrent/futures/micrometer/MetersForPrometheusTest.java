package concurrent.futures.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.kit.NothingLeftBehind;
import concurrent.futures.kit.Watchdog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The example that the documents quote does what they say.
@ExtendWith({Watchdog.class, NothingLeftBehind.class})
class MetersForPrometheusTest {
    @Test
    void itPrintsTheSquaresAndTheMeters() {
        PrintStream standard = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, /* autoFlush= */ true, UTF_8));
        try {
            MetersForPrometheus.main();
        } finally {
            System.setOut(standard);
        }

        String printed = bytes.toString(UTF_8);
        assertEquals(List.of("1", "4", "9"), printed.lines().limit(3).toList());
        Page page = new Page(printed);
        assertEquals(3, page.value("executor_completed_tasks_total", "name=\"squares\""));
        assertEquals(3, page.value("executor_seconds_count", "name=\"squares\""));
    }
}
