package concurrent.futures.internal.process.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What tasks log reaches the loggers of the parent.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class TaskLoggingTest extends LoggingTests {
    private static final String CONFIGURATION = "java.util.logging.config.file";

    @TempDir
    Path folder;

    @Test
    void aRecordComesWithAllThatItHadInTheWorker() {
        handler(LOGGER, records::add);
        Instant before = Instant.now();
        try (ProcessPoolExecutor pool = onePool()) {
            pool.submit(() -> {
                        Exception thrown = new IllegalStateException("bad", new RuntimeException("worse"));
                        Logger.getLogger(Logs.NAME).log(Level.WARNING, thrown, () -> "lost {0}");
                        System.getLogger(Logs.NAME).log(System.Logger.Level.INFO, "{0} of {1}", 1, 2);
                        Logger.getLogger(Logs.NAME).log(new Logs.NoticeLevel(), "noted");
                        return null;
                    })
                    .result();
            String worker = pool.workers().getFirst().name();
            assertEquals(
                    List.of("[" + worker + "] lost {0}", "[" + worker + "] 1 of 2", "[" + worker + "] noted"),
                    messages());
            assertEquals(
                    List.of("WARNING", "INFO", "NOTICE"),
                    records.stream().map(record -> record.getLevel().getName()).toList());
            assertSame(Level.WARNING, records.getFirst().getLevel());
            for (LogRecord record : records) {
                assertEquals(Logs.NAME, record.getLoggerName());
                assertFalse(record.getInstant().isBefore(before));
                assertFalse(record.getInstant().isAfter(Instant.now()));
                assertEquals(getClass().getName(), record.getSourceClassName());
                assertTrue(record.getSourceMethodName().contains("aRecordComes"), record::getSourceMethodName);
            }
            Throwable thrown = records.getFirst().getThrown();
            assertInstanceOf(IllegalStateException.class, thrown);
            assertEquals("worse", thrown.getCause().getMessage());
            assertEquals(getClass().getName(), thrown.getStackTrace()[0].getClassName());
        }
    }

    @Test
    void recordsAreThereBeforeTheOutcomeIs() {
        handler(LOGGER, record -> {
            for (int i = 0; i < 1000; i++) {
                Thread.onSpinWait();
            }
            records.add(record);
        });
        try (ProcessPoolExecutor pool = onePool()) {
            for (int i = 1; i <= 300; i++) {
                int number = i;
                Future<?> future = pool.submit(() -> {
                    Logger.getLogger(Logs.NAME).info("before " + number);
                    if (number % 3 == 0) {
                        throw new IllegalStateException();
                    }
                });
                assertEquals(number % 3 == 0, future.exception() != null);
                assertEquals(number, records.size());
            }
        }
    }

    @Test
    void recordsComeBeforeTheWorkersEnd() {
        handler(LOGGER, records::add);
        try (ProcessPoolExecutor pool = onePool()) {
            assertThrows(
                    WorkerCrashedException.class,
                    () -> pool.submit(() -> {
                                Logger.getLogger(Logs.NAME).severe("that is the end");
                                System.exit(1);
                            })
                            .result());
            assertTrue(
                    messages().getFirst().endsWith("that is the end"),
                    () -> messages().toString());
        }
    }

    @Test
    void whatTheInitializerLogsComesBeforeItsFailure() {
        handler(LOGGER, records::add);
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> {
                    Logger.getLogger(Logs.NAME).severe("no licence");
                    throw new IllegalStateException("no licence");
                })
                .build()) {
            assertInstanceOf(BrokenExecutorException.class, pool.submit(() -> 1).exception());
            assertTrue(
                    messages().getFirst().endsWith("no licence"),
                    () -> messages().toString());
        }
    }

    @Test
    void levelsAreThoseOfTheParent() {
        handler(LOGGER, records::add);
        Logger below = Logger.getLogger(Logs.NAME + ".übel");
        LOGGER.setLevel(Level.FINE);
        below.setLevel(Level.SEVERE);
        try (ProcessPoolExecutor pool = onePool()) {
            String enabled = pool.submit(() -> {
                        StringBuilder text = new StringBuilder();
                        for (String name : List.of(Logs.NAME, Logs.NAME + ".übel", Logs.NAME + ".other", "else")) {
                            Logger logger = Logger.getLogger(name);
                            for (Level level : List.of(Level.FINER, Level.FINE, Level.INFO, Level.SEVERE)) {
                                text.append(logger.isLoggable(level) ? 'x' : '-');
                                if (name.startsWith(Logs.NAME)) {
                                    logger.log(level, "at " + level);
                                }
                            }
                            text.append(' ');
                        }
                        return text.toString();
                    })
                    .result();
            assertEquals("-xxx ---x -xxx --xx ", enabled);
            assertEquals(7, records.size(), () -> messages().toString());
            LOGGER.setLevel(Level.WARNING);
            pool.submit(() -> Logger.getLogger(Logs.NAME).info("too low by now"))
                    .result();
            assertEquals(7, records.size(), () -> messages().toString());
        } finally {
            below.setLevel(null);
        }
    }

    @Test
    void levelsOfLoggersThatTheParentNeverMadeAreThoseOfItsConfigurationFile() throws Exception {
        Path file = Files.writeString(folder.resolve("logging.properties"), """
                .level = OFF
                tasks.unborn.level = FINER
                tasks.log.level = SEVERE
                java.util.logging.ConsoleHandler.level = OFF
                """);
        System.setProperty(CONFIGURATION, file.toString());
        try (ProcessPoolExecutor pool = onePool()) {
            assertEquals(
                    List.of("FINER", "null", "INFO"),
                    pool.map(
                                    name -> String.valueOf(
                                            Logger.getLogger(name).getLevel()),
                                    List.of("tasks.unborn", Logs.NAME, ""))
                            .toList());
        } finally {
            System.clearProperty(CONFIGURATION);
        }
    }

    @Test
    void whatCanNotBeWrittenIsLoggedAllTheSame() {
        handler(LOGGER, records::add);
        try (ProcessPoolExecutor pool = onePool()) {
            pool.submit(() -> {
                        Logger.getLogger(Logs.NAME).log(Level.INFO, "odd", new Logs.Unwritable());
                        Logger.getLogger(Logs.NAME).log(Level.INFO, "{0}", new Logs.Silent());
                        Logger.getLogger(Logs.NAME).info("y".repeat(1 << 20));
                        Logger.getLogger(Logs.NAME).info((String) null);
                    })
                    .result();
        }
        assertTrue(records.getFirst().getThrown().toString().contains("Unwritable"));
        assertTrue(messages().get(1).endsWith("{0}"), () -> messages().get(1));
        assertTrue(messages().get(2).length() < 300_000);
        assertTrue(messages().get(2).endsWith("more characters)"));
        assertTrue(messages().get(3).endsWith("] null"));
    }

    @Test
    void aTaskIsToldToStopWhileItLogs() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        handler(LOGGER, record -> first.countDown());
        try (ProcessPoolExecutor pool = onePool()) {
            long pid = pool.submit(() -> ProcessHandle.current().pid()).result();
            Future<?> future = pool.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Logger.getLogger(Logs.NAME).info("on and on");
                }
            });
            first.await();
            assertTrue(future.cancel(true));
            assertEquals(pid, pool.submit(() -> ProcessHandle.current().pid()).result());
        }
    }

    @Test
    void aConfigurationOfTheWorkersOwnIsObeyed() {
        handler(LOGGER, records::add);
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .jvmOptions("-Djava.util.logging.config.class=" + Own.class.getName())
                .build()) {
            assertEquals(
                    0,
                    pool.submit(() -> {
                                Logger.getLogger(Logs.NAME).info("stays there");
                                return Logger.getLogger("").getHandlers().length;
                            })
                            .result());
        }
        assertEquals(List.of(), messages());
    }

    /// Configures nothing.
    public static final class Own {
        /// For the `LogManager`.
        public Own() {}
    }
}
