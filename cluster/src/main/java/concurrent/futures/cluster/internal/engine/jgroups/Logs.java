package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.internal.security.Refusals;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/// How much JGroups logs by the JDK's own logging, if nobody has said so: what a user can do something about. Other
/// logging has its own settings.
final class Logs {
    /// What it says of connections that end while a node leaves; it looks like an error and is none.
    private static final List<String> ORDERLY_ENDS = List.of("Stream closed", "Socket closed", "graceful close");

    /// What it says of each connection of somebody who is no node, such as a scan of ports.
    private static final List<String> STRANGERS = List.of("failed accepting connection", "failed handling message");

    /// By what one of these differs from the next: addresses, sizes, and what has come.
    private static final Pattern DETAILS = Pattern.compile("\\b[0-9A-F]{8}\\b|[0-9.:]+(KB|MB|GB)?");

    private static final Refusals PACING = new Refusals();

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
            logger.setFilter(record -> isOfUse(String.valueOf(record.getMessage())));
        }
        return logger;
    }

    private static boolean isOfUse(String message) {
        if (ORDERLY_ENDS.stream().anyMatch(message::contains)) {
            return false;
        }
        return STRANGERS.stream().noneMatch(message::contains)
                || PACING.isNews(DETAILS.matcher(message).replaceAll(""), System.nanoTime());
    }
}
