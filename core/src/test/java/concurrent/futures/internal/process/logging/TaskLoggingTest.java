package concurrent.futures.internal.process.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.kit.NothingLeftBehind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What tasks log reaches the loggers of the parent.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class TaskLoggingTest {
    private static final Logger LOGGER = Logger.getLogger(Logs.NAME);

    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());
    private final List<Handler> handlers = new ArrayList<>();

    private Handler handler(Logger logger, Consumer<LogRecord> consumer) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                consumer.accept(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        handlers.add(handler);
        return handler;
    }

    @AfterEach
    void forget() {
        handlers.forEach(LOGGER::removeHandler);
        LOGGER.setLevel(null);
        LOGGER.setUseParentHandlers(true);
    }

    private static ProcessPoolExecutor onePool() {
        return new ProcessPoolExecutor(1);
    }

    private List<String> messages() {
        synchronized (records) {
            return records.stream().map(LogRecord::getMessage).toList();
        }
    }

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
    void aHandlerThatBlocksHoldsUpNobodyForLongAndFillsNoMemory() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        handler(LOGGER, record -> {
            records.add(record);
            awaitUninterruptibly(released);
        });
        Logger own = Logger.getLogger("concurrent.futures");
        CountDownLatch told = new CountDownLatch(1);
        List<String> losses = Collections.synchronizedList(new ArrayList<>());
        Handler ofOwn = handler(own, record -> {
            losses.add(record.getMessage());
            told.countDown();
        });
        int flood = 20_000;
        try (ProcessPoolExecutor pool = onePool()) {
            pool.submit(() -> {
                        String text = "x".repeat(500);
                        for (int i = 0; i < flood; i++) {
                            Logger.getLogger(Logs.NAME).info(text);
                        }
                    })
                    .result();
            assertEquals(42, pool.submit(() -> 42).result());
            assertEquals(1, records.size());
            released.countDown();
            told.await();
            pool.submit(() -> Logger.getLogger(Logs.NAME).info("again")).result();
        } finally {
            released.countDown();
            own.removeHandler(ofOwn);
            own.setUseParentHandlers(true);
        }
        assertTrue(messages().getLast().endsWith("again"));
        int kept = records.size() - 1;
        assertTrue(kept < 1200, () -> kept + " records of 1256 bytes in one megabyte");
        assertEquals(1, losses.size(), losses::toString);
        assertTrue(losses.getFirst().contains("] " + (flood - kept) + " records of this worker"), losses::getFirst);
    }

    @Test
    void aHandlerMayWaitForAFutureOfTheSameWorker() {
        AtomicReference<ProcessPoolExecutor> within = new AtomicReference<>();
        handler(LOGGER, record -> {
            records.add(record);
            if (record.getMessage().endsWith("first")) {
                int answer = within.get()
                        .submit(() -> {
                            Logger.getLogger(Logs.NAME).info("second");
                            return 42;
                        })
                        .result();
                records.add(new LogRecord(Level.INFO, "answer " + answer));
            }
        });
        try (ProcessPoolExecutor pool = onePool()) {
            within.set(pool);
            pool.submit(() -> Logger.getLogger(Logs.NAME).info("first")).result();
            pool.submit(() -> Logger.getLogger(Logs.NAME).info("third")).result();
        }
        assertEquals(
                List.of("first", "answer 42", "second", "third"),
                messages().stream()
                        .map(message -> message.replaceFirst("^\\[.*] ", ""))
                        .toList());
    }

    @Test
    void theTimeThatHandlersTakeDoesNotCountForTheTask() {
        CountDownLatch released = new CountDownLatch(1);
        handler(LOGGER, record -> {
            if (record.getMessage().endsWith("done")) {
                awaitUninterruptibly(released);
            }
        });
        try (ProcessPoolExecutor pool = onePool()) {
            pool.submit(() -> Logger.getLogger(Logs.NAME).info("first")).result();
            Executor hasty = pool.with(TaskOptions.defaults().withTimeout(Duration.ofMillis(900)));
            try {
                assertEquals(
                        42,
                        hasty.submit(() -> {
                                    Logger.getLogger(Logs.NAME).info("done");
                                    return 42;
                                })
                                .result());
            } finally {
                released.countDown();
            }
        }
    }

    @Test
    void aHandlerThatThrowsHurtsNobody() {
        handler(Logger.getLogger(Logs.NAME), record -> {
            records.add(record);
            throw new IllegalStateException("handler");
        });
        Logger own = Logger.getLogger("concurrent.futures");
        List<Throwable> told = Collections.synchronizedList(new ArrayList<>());
        Handler alsoThrows = handler(own, record -> {
            told.add(record.getThrown());
            throw new IllegalStateException("handler of our own logger");
        });
        List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
        try (ProcessPoolExecutor pool = onePool()) {
            for (int i = 0; i < 3; i++) {
                pool.submit(() -> Logger.getLogger(Logs.NAME).info("one")).result();
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
            own.removeHandler(alsoThrows);
            own.setUseParentHandlers(true);
        }
        assertEquals(3, records.size());
        assertEquals(3, told.size());
        assertEquals(told, uncaught);
        assertEquals(
                "handler of our own logger", told.getFirst().getSuppressed()[0].getMessage());
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

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
