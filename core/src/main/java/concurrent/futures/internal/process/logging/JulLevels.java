package concurrent.futures.internal.process.logging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Properties;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// The levels of the loggers of `java.util.logging`: what the configuration file says of loggers that may not exist
/// yet, and what those that exist were given.
final class JulLevels {
    private static final String LEVEL = ".level";

    private JulLevels() {}

    static String now() {
        LogManager manager = LogManager.getLogManager();
        Properties levels = ofFile();
        for (String name : Collections.list(manager.getLoggerNames())) {
            Logger logger = manager.getLogger(name);
            if (logger == null) {
                continue; // Collected a moment ago.
            }
            if (logger.getLevel() != null) {
                levels.setProperty(
                        name + LEVEL, Integer.toString(logger.getLevel().intValue()));
            } else {
                levels.remove(name + LEVEL);
            }
        }
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            levels.store(text, null);
            return text.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties ofFile() {
        Properties levels = new Properties();
        String file = System.getProperty("java.util.logging.config.file");
        if (file == null || System.getProperty("java.util.logging.config.class") != null) {
            return levels;
        }
        Properties all = new Properties();
        try (InputStream text = Files.newInputStream(Path.of(file))) {
            all.load(text);
        } catch (IOException | IllegalArgumentException e) {
            return levels; // The log manager has complained already.
        }
        for (String key : all.stringPropertyNames()) {
            if (key.endsWith(LEVEL)) {
                levels.setProperty(key, all.getProperty(key));
            }
        }
        return levels;
    }
}
