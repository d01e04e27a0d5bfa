package concurrent.futures.internal.process.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says what a person can do about a process that the system did not start.
final class StartFailure {
    /// As the JDK writes it: `error=7, …` or `error: 7 (…)`.
    private static final Pattern ERROR_NUMBER = Pattern.compile("error[=:] ?(\\d+)");

    private static final String TOO_MANY_FILES =
            "This process has too many open files: raise the limit (ulimit -n), or use fewer workers";

    private StartFailure() {}

    /// Explains.
    ///
    /// @param worker the worker's name
    /// @param builder what was to be started
    /// @param e what the JDK said
    /// @return an exception with the command and the cure
    static IOException explain(String worker, ProcessBuilder builder, IOException e) {
        String command = String.join(" ", builder.command());
        String said = String.valueOf(e.getMessage()).strip();
        return new IOException(
                "can not start " + worker + ": " + said + ". " + cure(builder, said) + ". Command: " + command, e);
    }

    private static String cure(ProcessBuilder builder, String said) {
        @Nullable File directory = builder.directory();
        if (directory != null && !directory.isDirectory()) {
            return "The working directory " + directory + " is not there: see workingDirectory(…)";
        }
        Path program = Path.of(builder.command().getFirst());
        if (!Files.isExecutable(program)) {
            return "There is no program " + program + " that may be run. Was the JDK updated or removed under this"
                    + " running JVM? Then start it again; or choose another one with javaHome(…), which takes the directory above bin";
        }
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("too many open files")) {
            return TOO_MANY_FILES;
        }
        if (lower.contains("jspawnhelper") || lower.contains("spawn helper") || lower.contains("posix_spawn")) {
            return "The JDK was probably updated in place under this running JVM: start it again, or start it with"
                    + " -Djdk.lang.Process.launchMechanism=VFORK";
        }
        Matcher number = ERROR_NUMBER.matcher(lower);
        return switch (number.find() ? Integer.parseInt(number.group(1)) : 0) {
            case 7, 206 -> "The environment is too long: see environment(…)";
            case 24 -> TOO_MANY_FILES;
            case 11, 12, 35, 1455 ->
                "The system has no more processes or memory to give: use fewer workers, or raise the limits"
                        + " (ulimit -u, pids.max of the control group)";
            default -> "Can this user run that command in a shell?";
        };
    }
}
