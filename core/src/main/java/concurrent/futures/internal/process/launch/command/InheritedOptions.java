package concurrent.futures.internal.process.launch.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Chooses, among the options of the parent's JVM, those that a worker takes over.
///
/// Taken over is what decides whether code runs at all and what it sees: access to modules, system properties,
/// assertions, the size of stacks. Left behind is what belongs to one process: agents and debuggers (they would fight
/// for a port, or stop the worker), remote management, recordings, log files, archives of classes, the heap and its
/// collector.
///
/// The options are those that the JVM has parsed itself: with the contents of argument files, of `JDK_JAVA_OPTIONS` and
/// of `JAVA_TOOL_OPTIONS`, each as one string (`--add-opens=…`).
final class InheritedOptions {
    private static final List<String> PREFIXES = List.of(
            "-D",
            "--add-exports=",
            "--add-opens=",
            "--add-reads=",
            "--add-modules=",
            "--limit-modules=",
            "--patch-module=",
            "--upgrade-module-path=",
            "--enable-native-access=",
            "--illegal-native-access=",
            "--enable-final-field-mutation=",
            "--illegal-final-field-mutation=",
            "--sun-misc-unsafe-memory-access=",
            "--finalization=",
            "-ea:",
            "-enableassertions:",
            "-da:",
            "-disableassertions:",
            "-Xss",
            "-XX:ThreadStackSize=",
            "-Xbootclasspath/a:");

    private static final List<String> WHOLE = List.of(
            "--enable-preview",
            "-ea",
            "-enableassertions",
            "-da",
            "-disableassertions",
            "-esa",
            "-enablesystemassertions",
            "-dsa",
            "-disablesystemassertions");

    /// Properties of one process, or set by the JVM for itself.
    private static final List<String> OWN_PROPERTIES = List.of(
            "java.class.path",
            "java.home",
            "java.vm.",
            "com.sun.management.",
            "com.ibm.management.",
            "jdk.module.",
            "jdk.debug",
            "sun.arch.",
            "sun.boot.",
            "sun.cpu.",
            "sun.java.",
            "sun.jnu.",
            "sun.management.",
            "sun.os.",
            "user.dir");

    private InheritedOptions() {}

    /// Chooses.
    ///
    /// @param parent the options of the parent's JVM
    /// @return those for a worker, in the same order
    static List<String> from(List<String> parent) {
        List<String> taken = new ArrayList<>();
        for (String option : parent) {
            if (isTaken(option)) {
                taken.add(option);
            }
        }
        return taken;
    }

    /// Leaves out what names modules that a worker does not have: an unknown module is an error, or at least a warning.
    ///
    /// @param options options for a worker
    /// @param exists tells the modules that it has
    /// @return the rest, in the same order
    static List<String> forModules(List<String> options, Predicate<String> exists) {
        List<String> kept = new ArrayList<>();
        for (String option : options) {
            if (!option.startsWith("--")) {
                kept.add(option);
            } else if (option.startsWith("--add-modules=") || option.startsWith("--enable-native-access=")) {
                int value = option.indexOf('=') + 1;
                List<String> names = List.of(option.substring(value).split(",")).stream()
                        .filter(name -> name.startsWith("ALL-") || exists.test(name))
                        .toList();
                if (!names.isEmpty()) {
                    kept.add(option.substring(0, value) + String.join(",", names));
                }
            } else if (!isAboutModules(option) || allExist(option, exists)) {
                kept.add(option);
            }
        }
        return kept;
    }

    private static boolean isTaken(String option) {
        if (option.startsWith("-D")) {
            String property = option.substring(2);
            return !startsWithOneOf(OWN_PROPERTIES, property);
        }
        return WHOLE.contains(option) || startsWithOneOf(PREFIXES, option);
    }

    private static boolean startsWithOneOf(List<String> beginnings, String text) {
        for (String beginning : beginnings) {
            if (text.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAboutModules(String option) {
        return option.startsWith("--add-exports=")
                || option.startsWith("--add-opens=")
                || option.startsWith("--add-reads=")
                || option.startsWith("--patch-module=")
                || option.startsWith("--limit-modules=")
                || option.startsWith("--upgrade-module-path=");
    }

    /// `--add-opens=module/package=target,target`: whether module and targets exist.
    private static boolean allExist(String option, Predicate<String> exists) {
        String[] parts = option.split("=", 3);
        if (parts.length < 3) {
            return false;
        }
        String module = parts[1].contains("/") ? parts[1].substring(0, parts[1].indexOf('/')) : parts[1];
        boolean targets = option.startsWith("--patch-module=")
                || List.of(parts[2].split(",")).stream()
                        .allMatch(target -> target.equals("ALL-UNNAMED") || exists.test(target));
        return exists.test(module) && targets;
    }
}
