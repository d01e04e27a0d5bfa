package concurrent.futures.internal.process.launch.death;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Why a JVM did not start, by what it printed.
final class FailedStart {
    private static final Pattern COMPLAINT =
            Pattern.compile("Error: (?!A JNI error|A fatal exception|Could not create the Java Virtual Machine).*"
                    + "|Error occurred during initialization.*|Unrecognized .*option.*|Invalid .*|Conflicting .*"
                    + "|.*UnsupportedClassVersionError.*|Improperly specified VM option.*");

    private static final Pattern HEADLINE = Pattern.compile("Error occurred during initialization.*");

    private static final Pattern TOO_OLD =
            Pattern.compile(".*UnsupportedClassVersionError.*recognizes class file versions up to (\\d+).*");

    /// Class files of Java 25 have version 69, and so on.
    private static final int CLASS_VERSION_OF_JAVA_0 = 44;

    private FailedStart() {}

    /// Looks for the reason.
    ///
    /// @param stderr the last lines of standard error
    /// @return one sentence, without a full stop; `null` if the JVM had no such complaint
    static @Nullable String cause(List<String> stderr) {
        for (String line : stderr) {
            Matcher tooOld = TOO_OLD.matcher(line);
            if (tooOld.matches()) {
                return "its Java is version " + (Integer.parseInt(tooOld.group(1)) - CLASS_VERSION_OF_JAVA_0)
                        + ", and workers need 25 or later: choose another one with javaHome(…)";
            }
        }
        for (int i = 0; i < stderr.size(); i++) {
            String line = stderr.get(i).strip();
            if (COMPLAINT.matcher(line).matches()) {
                boolean more = HEADLINE.matcher(line).matches() && i + 1 < stderr.size();
                return "its JVM did not start (" + line
                        + (more ? ": " + stderr.get(i + 1).strip() : "") + ")";
            }
        }
        return null;
    }
}
