package concurrent.futures.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// Foreign code that fails hurts nobody, even if the log fails too.
class GuardTest {
    @Test
    void aLogThatFailsHurtsNobodyEither() throws InterruptedException {
        Logger logger = Logger.getLogger("concurrent.futures");
        Filter before = logger.getFilter();
        logger.setFilter(record -> {
            throw new IllegalStateException("log");
        });
        List<Throwable> told = new ArrayList<>();
        IllegalArgumentException failure = new IllegalArgumentException("callback");
        try {
            Thread thread = Thread.ofPlatform()
                    .uncaughtExceptionHandler((of, e) -> {
                        told.add(e);
                        throw new IllegalStateException("the last one to tell");
                    })
                    .start(() -> {
                        for (int i = 0; i < 2; i++) {
                            Guard.run("callback", () -> {
                                throw failure;
                            });
                        }
                    });
            thread.join();
        } finally {
            logger.setFilter(before);
        }
        assertEquals(2, told.size());
        assertSame(failure, told.getFirst());
        assertEquals("log", failure.getSuppressed()[0].getMessage());
    }

    @Test
    void aLogThatThrowsWhatItIsGivenHurtsNobodyEither() throws InterruptedException {
        Logger logger = Logger.getLogger("concurrent.futures");
        Filter before = logger.getFilter();
        IllegalArgumentException failure = new IllegalArgumentException("callback");
        logger.setFilter(record -> {
            throw failure;
        });
        List<Throwable> told = new ArrayList<>();
        try {
            Thread thread = Thread.ofPlatform()
                    .uncaughtExceptionHandler((of, e) -> told.add(e))
                    .start(() -> {
                        for (int i = 0; i < 2; i++) {
                            Guard.run("callback", () -> {
                                throw failure;
                            });
                        }
                    });
            thread.join();
        } finally {
            logger.setFilter(before);
        }
        assertEquals(List.of(failure, failure), told);
    }
}
