package concurrent.futures.internal.process.logging;

import concurrent.futures.ProcessPoolExecutor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;

/// A logger whose records are kept, and tidied up.
abstract class LoggingTests {
    /// The logger that tasks log to.
    static final Logger LOGGER = Logger.getLogger(Logs.NAME);

    /// What came.
    final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

    private final List<Handler> handlers = new ArrayList<>();

    final Handler handler(Logger logger, Consumer<LogRecord> consumer) {
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

    static ProcessPoolExecutor onePool() {
        return new ProcessPoolExecutor(1);
    }

    final List<String> messages() {
        synchronized (records) {
            return records.stream().map(LogRecord::getMessage).toList();
        }
    }
}
