package concurrent.futures.internal.process.logging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// Configures the logging of a worker: the parent's levels, and [JulHandler] as the only handler. Made by the
/// `LogManager`, when somebody first logs.
public final class JulConfiguration {
    /// For the `LogManager`.
    public JulConfiguration() {
        LogSender sender = LogSender.current();
        if (sender != null) {
            read(sender.configured(JulConfiguration::read));
        }
    }

    private static void read(String levels) {
        String all = "handlers=" + JulHandler.class.getName() + "\n.level=INFO\n" + levels;
        try {
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(all.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
