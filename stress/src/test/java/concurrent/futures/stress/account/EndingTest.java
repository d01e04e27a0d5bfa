package concurrent.futures.stress.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerOutput;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is read from an exception.
class EndingTest {
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void theNumberOfTheWorkerThatCrashedIsInTheMessage() {
        try (ProcessPoolExecutor executor = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .workerOutput(WorkerOutput.DISCARD)
                .build()) {
            for (int worker = 0; worker < 2; worker++) {
                Throwable crash =
                        executor.submit(() -> Runtime.getRuntime().halt(3)).exception();
                Ending ending = Ending.of(crash == null ? new AssertionError("it did not crash") : crash);
                assertEquals(Outcome.CRASHED, ending.outcome(), ending::toString);
                assertEquals(worker, ending.worker(), ending::toString);
            }
        }
    }
}
