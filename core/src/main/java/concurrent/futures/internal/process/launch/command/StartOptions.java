package concurrent.futures.internal.process.launch.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options that this JVM was started with.
///
/// The JVM itself knows them; but to ask it takes a program that starts longer than all else that is done before its
/// first worker is started. So where the command line is all there is, it is read: on Linux, if `java` was started
/// without files of options and without the variables that hold some. In all other cases, and whenever something is not
/// as expected, the JVM is asked.
final class StartOptions {
    private static final Path LINE = Path.of("/proc/self/cmdline");
    private static final Path PROGRAM = Path.of("/proc/self/exe");

    /// Whatever they hold comes before the command line, or after it.
    private static final List<String> VARIABLES =
            List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS");

    /// Name and value may be two arguments, and are one option to the JVM.
    static final Set<String> JOINED = Set.of(
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--limit-modules",
            "--patch-module",
            "--enable-native-access");

    static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");
    private static final Set<String> MAIN = Set.of("-jar", "-m", "--module");

    /// There is more to these than the command line tells, or they mean something else to `java` than to the JVM.
    private static final List<String> UNCLEAR = List.of(
            "@",
            "-J",
            "-ss",
            "--source",
            "--disable-@files",
            "--module=",
            "-XX:Flags",
            "-XX:VMOptionsFile",
            "-XX:+ReadVMOptionsFile");

    private StartOptions() {}

    /// Finds them out.
    ///
    /// @return each in one string, in their order; those that no worker takes over may be missing
    static List<String> get() {
        List<String> read = read();
        return read != null ? read : ofTheJvm();
    }

    /// What the JVM says.
    static List<String> ofTheJvm() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    /// Reads the command line.
    ///
    /// @return `null` if that is not all there is, or not clear
    static @Nullable List<String> read() {
        if (!"SUN_STANDARD".equals(System.getProperty("sun.java.launcher")) || !Files.isReadable(LINE)) {
            return null;
        }
        for (String variable : VARIABLES) {
            if (System.getenv(variable) != null) {
                return null;
            }
        }
        try {
            Path java = Path.of(System.getProperty("java.home", ""), "bin", "java");
            if (!Files.readSymbolicLink(PROGRAM).equals(java)) {
                return null;
            }
            return parse(Files.readAllBytes(LINE), System.getProperty("sun.java.command", ""));
        } catch (IOException e) {
            return null;
        }
    }

    /// Takes the options from a command line.
    ///
    /// @param line the arguments, each with a zero byte behind it
    /// @param command what the JVM says that it runs: main class, module or JAR file, and arguments
    /// @return `null` if it is not clear
    static @Nullable List<String> parse(byte[] line, String command) {
        for (byte each : line) {
            if (each < 0) {
                return null; // Which characters these are is for the JVM to say.
            }
        }
        List<String> arguments = split(new String(line, StandardCharsets.US_ASCII));
        List<String> options = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (isUnclear(argument)) {
                return null;
            }
            boolean isMain = MAIN.contains(argument);
            if (isMain || !argument.startsWith("-")) {
                int main = isMain ? i + 1 : i;
                return main < arguments.size() && (command + " ").startsWith(arguments.get(main) + " ")
                        ? options
                        : null;
            }
            String name = argument.equals("-p") ? "--module-path" : argument;
            boolean joined = JOINED.contains(name);
            if (joined || CLASS_PATH.contains(name)) {
                i++;
                if (i == arguments.size() || arguments.get(i).startsWith("@")) {
                    return null;
                }
            }
            if (!CLASS_PATH.contains(name)) {
                options.add(joined ? name + "=" + arguments.get(i) : name);
            }
        }
        return null;
    }

    private static boolean isUnclear(String argument) {
        for (String beginning : UNCLEAR) {
            if (argument.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> split(String line) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int end = line.indexOf('\0'); end >= 0; end = line.indexOf('\0', begin)) {
            parts.add(line.substring(begin, end));
            begin = end + 1;
        }
        return parts;
    }
}
