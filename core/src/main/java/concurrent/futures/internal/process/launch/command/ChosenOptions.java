package concurrent.futures.internal.process.launch.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Refuses at once what could only fail later, in each worker: what a user has chosen for them.
public final class ChosenOptions {
    /// They choose what runs, or have nothing run.
    private static final Set<String> ENDS = Set.of(
            "-jar",
            "-m",
            "--module",
            "--source",
            "-version",
            "--version",
            "-fullversion",
            "--full-version",
            "-?",
            "-h",
            "-help",
            "--help",
            "-X",
            "--help-extra",
            "--list-modules",
            "-d",
            "--describe-module",
            "--dry-run",
            "--validate-modules");

    private ChosenOptions() {}

    /// Checks options of the JVM.
    ///
    /// @param options each in one string, or name and value in two
    /// @return a copy
    /// @throws IllegalArgumentException if one is no option, or belongs elsewhere
    public static List<String> jvmOptions(List<String> options) {
        boolean valueMayFollow = false;
        for (String option : options) {
            String name = option.split("=", 2)[0];
            if (StartOptions.CLASS_PATH.contains(name)) {
                throw new IllegalArgumentException("jvmOptions: set the class path by classPath(…), not by " + option);
            }
            if (ENDS.contains(name)) {
                throw new IllegalArgumentException("jvmOptions: with " + option + ", no worker would run");
            }
            if (!valueMayFollow && !option.startsWith("-")) {
                throw new IllegalArgumentException("jvmOptions: \"" + option
                        + "\" is no option: one begins with \"-\", and each is a string of its own");
            }
            valueMayFollow = takesAValue(option);
        }
        return List.copyOf(options);
    }

    /// Whether its value may follow as an argument of its own.
    private static boolean takesAValue(String option) {
        return StartOptions.JOINED.contains(option) || option.equals("-p") || option.equals("--illegal-native-access");
    }

    /// Checks environment variables.
    ///
    /// @param variables names and values
    /// @return a copy
    /// @throws IllegalArgumentException if no process could have them
    public static Map<String, String> environment(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("environment: \"" + name
                        + "\" is no name of a variable: one is not empty, and holds neither = nor the character 0");
            }
            if (value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("environment: the value of " + name + " holds the character 0");
            }
        });
        return Map.copyOf(variables);
    }

    /// Checks a class path.
    ///
    /// @param entries directories and JAR files
    /// @return a copy
    /// @throws IllegalArgumentException if one of them can not be an entry of a class path
    public static List<Path> classPath(List<Path> entries) {
        for (Path entry : entries) {
            if (entry.toString().contains(File.pathSeparator)) {
                throw new IllegalArgumentException("classPath: " + entry + " holds a \"" + File.pathSeparator
                        + "\", which no entry of a class path can: pass each entry as a Path of its own");
            }
        }
        return List.copyOf(entries);
    }

    /// Checks the folder for recordings.
    ///
    /// @param folder where they are to be
    /// @return its absolute path
    /// @throws IllegalArgumentException if the option of the JVM can not hold it
    public static Path recording(Path folder) {
        Path absolute = folder.toAbsolutePath();
        for (String special : List.of(",", "\"", "'", "%")) {
            if (absolute.toString().contains(special)) {
                throw new IllegalArgumentException("recording: the path " + absolute + " holds a " + special
                        + ", which the JVM's option for recordings can not hold: choose another folder");
            }
        }
        return absolute;
    }
}
