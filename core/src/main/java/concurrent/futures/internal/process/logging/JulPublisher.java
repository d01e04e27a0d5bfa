package concurrent.futures.internal.process.logging;

import concurrent.futures.internal.wire.Frame;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Publishes by `java.util.logging`, which keeps time, thread and source of a record.
final class JulPublisher {
    private JulPublisher() {}

    static void publish(Frame.Log frame, String text, @Nullable Throwable thrown) {
        LogRecord record = new LogRecord(level(frame), text);
        record.setLoggerName(frame.logger());
        record.setInstant(Instant.ofEpochSecond(frame.seconds(), frame.nanos()));
        record.setLongThreadID(frame.thread());
        record.setSourceClassName(frame.sourceClass());
        record.setSourceMethodName(frame.sourceMethod());
        record.setThrown(thrown);
        Logger.getLogger(frame.logger()).log(record);
    }

    private static Level level(Frame.Log frame) {
        try {
            Level named = Level.parse(frame.levelName());
            if (named.intValue() == frame.level()) {
                return named;
            }
        } catch (IllegalArgumentException onlyTheWorkerKnowsIt) {
            return new OfWorker(frame.levelName(), frame.level());
        }
        return new OfWorker(frame.levelName(), frame.level());
    }

    /// A level that code in the worker has made. `Level.parse` knows it here as long as somebody refers to it.
    private static final class OfWorker extends Level {
        private static final long serialVersionUID = 1;

        OfWorker(String name, int value) {
            super(name, value);
        }
    }
}
