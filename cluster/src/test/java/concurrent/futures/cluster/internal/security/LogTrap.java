package concurrent.futures.cluster.internal.security;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Keeps what is logged to a logger, from its making to its closing.
public final class LogTrap extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<String> messages = new ArrayList<>();

    /// Begins to keep.
    ///
    /// @param name of the logger
    public LogTrap(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    /// Waits for a message.
    ///
    /// @param part of it
    /// @return the message
    public String await(String part) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        synchronized (messages) {
            while (true) {
                for (String message : messages) {
                    if (message.contains(part)) {
                        return message;
                    }
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("'" + part + "' was not logged, but " + messages);
                }
                TimeUnit.NANOSECONDS.timedWait(messages, left);
            }
        }
    }

    /// What was logged so far.
    ///
    /// @return a copy
    public List<String> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    @Override
    public void publish(LogRecord record) {
        Object[] parameters = record.getParameters();
        String text = parameters == null ? record.getMessage() : MessageFormat.format(record.getMessage(), parameters);
        synchronized (messages) {
            messages.add(text);
            messages.notifyAll();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
