package concurrent.futures.internal.process.logging;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What tasks need that log.
public final class Logs {
    /// The logger that tasks log to.
    public static final String NAME = "tasks.log";

    private Logs() {}

    /// Where the records of this process go.
    public static String handlers() {
        return Stream.of(Logger.getLogger("").getHandlers())
                .map(handler -> handler.getClass().getSimpleName())
                .collect(Collectors.joining());
    }

    /// See its name.
    public static final class NoticeLevel extends Level {
        private static final long serialVersionUID = 1;

        /// Made by a task.
        public NoticeLevel() {
            super("NOTICE", 850);
        }
    }

    /// See its name.
    public static final class Silent {
        /// Made by a task.
        public Silent() {}

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    /// See its name.
    public static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Object odd = new Object();

        /// Made by a task.
        public Unwritable() {}

        private void writeObject(java.io.ObjectOutputStream out) {
            throw new IllegalStateException("not " + odd);
        }
    }
}
