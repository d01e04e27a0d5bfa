package concurrent.futures.internal.process.launch.cache;

import concurrent.futures.internal.process.launch.command.TrainableCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a startup cache was made for, exactly: the JDK, the relevant options, each file of the class path with its size
/// and time. The JVM itself checks less.
///
/// @param text everything, a line each
public record Fingerprint(String text) {
    /// Grows when caches of an older version of this library must not be used any more.
    private static final int VERSION = 2;

    /// Takes the fingerprint of a command.
    ///
    /// @param command of workers
    /// @return what is there now
    /// @throws IOException if a file can not be looked at
    public static Fingerprint of(TrainableCommand command) throws IOException {
        StringBuilder text = new StringBuilder(1024);
        text.append("startup cache ").append(VERSION).append('\n');
        Path program = command.program().toRealPath();
        file("java", program, text);
        Path home = program.resolveSibling("..").normalize();
        file("modules", home.resolve("lib").resolve("modules"), text);
        for (String option : command.options()) {
            line("option", option, text);
        }
        for (String entry : command.classPath()) {
            file("class path", Path.of(entry), text);
        }
        return new Fingerprint(text.toString());
    }

    /// A short name for it. That two have the same is very unlikely, and does no harm: the text decides.
    ///
    /// @return letters and digits
    public String name() {
        // FNV-1a and its mirror: a message digest of the JDK takes a JVM that starts ten milliseconds.
        long forward = 0xcbf29ce484222325L;
        long backward = 0xcbf29ce484222325L;
        for (int i = 0, last = text.length() - 1; i <= last; i++) {
            forward = (forward ^ text.charAt(i)) * 0x100000001b3L;
            backward = (backward ^ text.charAt(last - i)) * 0x100000001b3L;
        }
        return Long.toUnsignedString(forward, 36) + Long.toUnsignedString(backward, 36);
    }

    /// By hand, as is the hash: what a record gets by itself takes a JVM that starts a while.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fingerprint fingerprint && text.equals(fingerprint.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private static void file(String what, Path file, StringBuilder to) throws IOException {
        sizeAndTime(file, to);
        to.append(' ');
        line(what, file.toString(), to);
    }

    static void sizeAndTime(Path file, StringBuilder to) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        to.append(attributes.size()).append(' ');
        Instant modified = attributes.lastModifiedTime().toInstant();
        to.append(modified.getEpochSecond()).append('.').append(modified.getNano());
    }

    private static void line(String what, String value, StringBuilder to) {
        to.append(what).append(' ').append(value.replace("\n", "\\n")).append('\n');
    }
}
