package concurrent.futures.internal.process.launch.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds out whether a Java that was chosen for the workers is new enough, without running it.
final class JavaVersion {
    private static final int LEAST = 25;
    private static final String LINE = "JAVA_VERSION=\"(\\d+).*\"";

    private JavaVersion() {}

    /// Reads the `release` file of a JDK or JRE.
    ///
    /// @param javaHome its folder; `null` for that of this JVM
    /// @throws IOException if it is too old; without such a file the worker itself will tell
    static void check(@Nullable Path javaHome) throws IOException {
        Path release = javaHome == null ? null : javaHome.resolve("release");
        if (release == null || !Files.isReadable(release)) {
            return;
        }
        Pattern pattern = Pattern.compile(LINE); // Not before: most pools need none.
        for (String line : Files.readAllLines(release)) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) < LEAST) {
                throw new IOException("workers need Java " + LEAST + " or later, but " + javaHome + " is Java "
                        + matcher.group(1) + ": choose another one with javaHome(…)");
            }
        }
    }
}
