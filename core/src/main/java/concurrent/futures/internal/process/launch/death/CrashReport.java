package concurrent.futures.internal.process.launch.death;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The report of a fatal error that the JVM of a worker left (`hs_err_pid….log`).
///
/// @param file where it is now: outside the private directory, which does not last
/// @param headline what went wrong, and in which frame
public record CrashReport(Path file, String headline) {
    /// Enough of the file for its headline; the rest may be long.
    private static final int HEAD_LINES = 60;

    /// Part of the headline if the signal was sent: nothing has crashed.
    static final String SENT_BY = ", sent by ";

    /// What the JVM tells of a signal that came from a process, and not from the processor.
    private static final Pattern SENT = Pattern.compile("siginfo: si_signo: \\d+ \\((SIG\\w+)\\),"
            + " si_code: -?\\d+ \\(SI_(?:USER|QUEUE|TKILL)\\), si_pid: (\\d+), si_uid: (\\d+).*");

    /// The name of the report that a worker is to write.
    ///
    /// @param directory the private directory
    /// @return for `-XX:ErrorFile`; the JVM puts in the process id
    public static String pattern(Path directory) {
        // A percent sign is special there.
        return directory.toString().replace("%", "%%")
                + directory.getFileSystem().getSeparator() + "hs_err_pid%p.log";
    }

    /// Looks for the report of a worker, and moves it to the working directory of this JVM, or else to
    /// `java.io.tmpdir`; one that the user wanted elsewhere stays there.
    ///
    /// @param directory the private directory
    /// @param pid the process id of the worker
    /// @param announcement what the JVM printed about the error, and with it the place
    /// @return the report, or `null` if there is none
    public static @Nullable CrashReport take(Path directory, long pid, List<String> announcement) {
        String name = "hs_err_pid" + pid + ".log";
        Path written = directory.resolve(name);
        if (!Files.isRegularFile(written)) {
            return elsewhere(announcement);
        }
        String headline = headline(written);
        for (String home : List.of("", System.getProperty("java.io.tmpdir", ""))) {
            Path kept = Path.of(home, name).toAbsolutePath();
            try {
                keepPrivate(written);
                Files.move(written, kept, StandardCopyOption.REPLACE_EXISTING);
                return new CrashReport(kept, headline);
            } catch (IOException e) {
                // Not writable: try the next place.
            }
        }
        return new CrashReport(written, headline);
    }

    /// Reads what a report begins with, such as `SIGSEGV (0xb) at pc=…, problematic frame: C [libc.so.6+0x8f4c3]`; or
    /// `SIGSEGV (0xb), sent by process 4711 of user 1000`, since the place that such a signal has hit means nothing.
    ///
    /// @param lines of the report, or of what the JVM printed
    /// @return one line; empty if nothing is known
    static String headline(List<String> lines) {
        List<String> parts = new ArrayList<>();
        for (String line : lines) {
            Matcher sent = SENT.matcher(line);
            if (sent.matches()) {
                return sent.group(1) + SENT_BY + "process " + sent.group(2) + " of user " + sent.group(3);
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = content(lines.get(i));
            if (line.startsWith("SIG") || line.startsWith("EXCEPTION_") || line.startsWith("Internal Error")) {
                parts.add(line.replaceAll(", pid=\\d+, tid=\\d+", "")
                        .replaceAll(" at pc=\\S+ \\(sent by kill\\)", SENT_BY + "kill"));
            } else if (line.startsWith("Native memory allocation") || line.startsWith("Out of Memory Error")) {
                parts.add(line);
            } else if (line.startsWith("Problematic frame:") && i + 1 < lines.size()) {
                parts.add("problematic frame: " + content(lines.get(i + 1)).replaceAll("\\s+", " "));
            }
        }
        return String.join(", ", parts);
    }

    private static @Nullable CrashReport elsewhere(List<String> announcement) {
        int line = announcement.indexOf("# An error report file with more information is saved as:");
        if (line < 0 || line + 1 >= announcement.size()) {
            return null;
        }
        Path file = Path.of(content(announcement.get(line + 1)));
        return Files.isRegularFile(file) ? new CrashReport(file, headline(file)) : null;
    }

    private static String headline(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return headline(lines.limit(HEAD_LINES).toList());
        } catch (IOException | java.io.UncheckedIOException e) {
            return "";
        }
    }

    /// It tells the command line, which others could not read where it was written.
    private static void keepPrivate(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static String content(String line) {
        return line.startsWith("#") ? line.substring(1).strip() : line.startsWith("[") ? line : "";
    }
}
