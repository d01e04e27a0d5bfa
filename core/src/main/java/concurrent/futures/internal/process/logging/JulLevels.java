package concurrent.futures.internal.process.logging;

import java.io.IOException;
import java.io.InputStream;
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
        return text(levels);
    }

    /// Not by [Properties#store], which writes what time it is: to know that takes a program that starts as long as to
    /// start a worker.
    private static String text(Properties levels) {
        StringBuilder text = new StringBuilder();
        for (String name : levels.stringPropertyNames()) {
            escape(name, text);
            text.append('=');
            escape(levels.getProperty(name), text);
            text.append('\n');
        }
        return text.toString();
    }

    private static void escape(String part, StringBuilder to) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '.' || c == '_' || c == '-' || (c < 0x80 && Character.isLetterOrDigit(c))) {
                to.append(c);
            } else {
                to.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    to.append(Character.forDigit(c >> shift & 0xf, 16));
                }
            }
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
