package concurrent.futures.stress.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.stress.Soak;
import concurrent.futures.stress.account.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/// A short soak, and proofs that it can fail.
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class SoakTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final BlockingQueue<String> alarms = new LinkedBlockingQueue<>();

    @Test
    void aShortSoakEndsWell() {
        int code = run("--seconds", "5", "--round", "3", "--workers", "2", "--seed", "3");
        String table = printed.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, table);
        assertEquals(List.of(), List.copyOf(alarms));
        assertTrue(table.startsWith("seed 3, 2 workers, 5 s\n"), table);
        assertTrue(table.contains("nothing lost, nothing run twice, nothing wrong, nothing left behind"), table);
    }

    @ParameterizedTest
    @CsvSource({
        "--workers 0, '--workers must be at least 1, but is 0'",
        "--round 0, '--round must be at least 1, but is 0'",
        "--seconds -1, '--minutes and --seconds must not be negative, but are 0 and -1'",
        "--minutes x, 'Invalid value for option ''--minutes'': ''x'' is not an int'",
    })
    void wrongOptionsAreNamed(String options, String message) {
        assertEquals(CommandLine.ExitCode.USAGE, run(options.split(" ")));
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith(message), text);
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfFaultFailsTheSoak(Fault.Kind kind) {
        Counts counts = new Counts();
        assertTrue(counts.isWell());
        counts.addFaults(List.of(new Fault(kind, 1, "made up")));
        assertFalse(counts.isWell());
    }

    @Test
    void whatIsLeftBehindIsSeen() throws IOException, InterruptedException {
        Belongings before = Belongings.now();
        Path directory = Files.createTempDirectory(
                "jcf-" + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX) + "-");
        Process process = new ProcessBuilder("sleep", "100").start();
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().name("left-behind").start(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        String left = before.leftSince(Duration.ZERO).toString();
        end.countDown();
        thread.join();
        process.destroyForcibly().waitFor();
        process.getOutputStream().close();
        process.getInputStream().close();
        process.getErrorStream().close();
        Files.delete(directory);
        assertTrue(left.contains("LEFT: process " + process.pid()), left);
        assertTrue(left.contains("left-behind"), left);
        assertTrue(left.contains("LEFT: directory " + directory), left);
        assertTrue(left.contains("descriptors: ["), left);
    }

    @Test
    void theWatchdogTellsWhoWaitsForWhat() throws InterruptedException {
        Watchdog watchdog = new Watchdog(Duration.ofMillis(50), () -> 1, () -> "the pool", alarms::add);
        String report = alarms.take();
        watchdog.stop();
        assertTrue(report.startsWith("HANG: nothing has moved for "), report);
        assertTrue(report.contains("theWatchdogTellsWhoWaitsForWhat"), report);
        assertTrue(report.endsWith("the pool"), report);
    }

    @Test
    void theWatchdogIsQuietWhileSomethingMoves() throws InterruptedException {
        AtomicLong progress = new AtomicLong();
        CountDownLatch looks = new CountDownLatch(5);
        LongSupplier moving = () -> {
            looks.countDown();
            return progress.incrementAndGet();
        };
        Watchdog watchdog = new Watchdog(Duration.ofSeconds(2), moving, () -> "the pool", alarms::add);
        looks.await();
        watchdog.stop();
        assertEquals(List.of(), List.copyOf(alarms));
    }

    private int run(String... args) {
        return Soak.run(new PrintStream(printed, /* autoFlush= */ true, StandardCharsets.UTF_8), alarms::add, args);
    }
}
