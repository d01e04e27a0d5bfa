package concurrent.futures.internal.process.logging;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import java.time.Instant;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/// Sends the records of a worker to its parent. The message is formatted here, where its parameters are.
public final class JulHandler extends Handler {
    private static final int MAX_TEXT = 1 << 18;

    private final SimpleFormatter formatter = new SimpleFormatter();

    /// For the `LogManager`.
    public JulHandler() {
        setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord record) {
        LogSender sender = LogSender.current();
        if (sender == null || !isLoggable(record)) {
            return;
        }
        Frame.Log frame;
        try {
            frame = frame(record, sender);
        } catch (Exception | LinkageError | StackOverflowError e) {
            reportError(null, new Exception("a record can not be sent to the parent", e), ErrorManager.GENERIC_FAILURE);
            return;
        }
        sender.send(frame);
    }

    private Frame.Log frame(LogRecord record, LogSender sender) {
        Throwable thrown = record.getThrown();
        Blob encoded = thrown == null ? null : sender.encode(thrown);
        String name = record.getLoggerName();
        Instant when = record.getInstant();
        return new Frame.Log(
                name == null ? "" : name,
                record.getLevel().getName(),
                record.getLevel().intValue(),
                when.getEpochSecond(),
                when.getNano(),
                record.getLongThreadID(),
                record.getSourceClassName(),
                record.getSourceMethodName(),
                text(record),
                encoded);
    }

    private String text(LogRecord record) {
        String text = String.valueOf(formatter.formatMessage(record));
        return text.length() <= MAX_TEXT
                ? text
                : text.substring(0, MAX_TEXT) + "… (" + (text.length() - MAX_TEXT) + " more characters)";
    }

    /// Nothing is kept here.
    @Override
    public void flush() {}

    /// Nothing is held.
    @Override
    public void close() {}
}
