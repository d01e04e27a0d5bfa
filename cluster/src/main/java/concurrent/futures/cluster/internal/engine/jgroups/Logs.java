package concurrent.futures.cluster.internal.engine.jgroups;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// How much JGroups logs by the JDK's own logging, if nobody has said so: what a user can do something about. Other
/// logging has its own settings.
final class Logs {
    /// What it says of connections that end while a node leaves; it looks like an error and is none.
    private static final List<String> ORDERLY_ENDS = List.of("Stream closed", "Socket closed", "graceful close");

    /// Held, since the JDK forgets the settings of a logger that nobody holds.
    private static final List<Logger> LOGGERS = List.of(all(), connections());

    private Logs() {}

    /// Sets them, when it is called first.
    static List<Logger> quieten() {
        return LOGGERS;
    }

    private static Logger all() {
        Logger logger = Logger.getLogger("org.jgroups");
        if (logger.getLevel() == null) {
            logger.setLevel(Level.WARNING);
        }
        return logger;
    }

    private static Logger connections() {
        Logger logger = Logger.getLogger(Wires.class.getName());
        if (logger.getFilter() == null) {
            logger.setFilter(record -> ORDERLY_ENDS.stream().noneMatch(String.valueOf(record.getMessage())::contains));
        }
        return logger;
    }
}
