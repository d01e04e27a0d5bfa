package concurrent.futures.internal.process.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.kit.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Log handlers of the parent are foreign code: they may block, wait and throw.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class LogHandlersTest extends LoggingTests {
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

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
