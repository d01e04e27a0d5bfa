package concurrent.futures.benchmarks.run;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.FiguresJson;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.table.Program;
import concurrent.futures.benchmarks.table.Program.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Starts a program in a process of its own, and takes its line.
public final class Launcher {
    /// What takes long, and takes its median over some time: in the short run it is measured in the first round only.
    /// The benchmarks of JMH start JVMs of their own anyway.
    private static final Set<String> ONCE = Set.of(
            "break-even",
            "primes",
            "hash-files",
            "cold-start",
            "many-workers",
            "by-hand",
            "pending-futures",
            "long-map",
            "threads-as-they-come",
            "threads-in-order",
            "threads-map",
            "threads-round-trip",
            "codec",
            "idle-worker");

    /// What moves large values is to come back to memory that it has used: on a virtual machine, the first touch of a
    /// page can take ten times as long as to copy it, and a heap that may grow to a quarter of the machine touches new
    /// ones for minutes.
    private static final Set<String> MOVE_LARGE_VALUES = Set.of("bytes", "doubles", "boxed-list", "record-map");

    private static final String A_SMALL_HEAP = "-Xmx1g";

    private static final int PATIENCE_MINUTES = 10;

    private final Class<?> measure;
    private final Scale scale;
    private final Path pythonFolder;
    private final String python;
    private final String pythonVersion;

    /// Prepares one, and asks for the version of the interpreter.
    ///
    /// @param measure the program that measures a workload of this module
    /// @param scale how large the workloads are to be
    /// @param pythonFolder where the programs in Python are
    /// @param python the interpreter's command
    /// @throws InterruptedException when interrupted
    public Launcher(Class<?> measure, Scale scale, Path pythonFolder, String python) throws InterruptedException {
        this.measure = measure;
        this.scale = scale;
        this.pythonFolder = pythonFolder;
        this.python = python;
        this.pythonVersion = versionOf(python);
    }

    /// Whether a program runs in the first round only.
    ///
    /// @param program the program
    /// @return true where one round is enough for a short run
    boolean repeatsItself(Program program) {
        return scale != Scale.FULL && ONCE.contains(program.workload());
    }

    /// The version of the interpreter.
    ///
    /// @return such as `Python 3.11.7`; empty if it can not be started
    public String pythonVersion() {
        return pythonVersion;
    }

    private static String versionOf(String python) throws InterruptedException {
        try {
            return output(List.of(python, "--version")).strip();
        } catch (IOException notFound) {
            return "";
        }
    }

    /// What a program needs and this machine does not have.
    ///
    /// @param program the program
    /// @return a few words; empty if nothing is missing
    String missing(Program program) {
        return program.language() == Language.PYTHON && pythonVersion.isEmpty() ? "no " + python : "";
    }

    /// Runs a program.
    ///
    /// @param program the program
    /// @return its figures
    /// @throws IOException if it can not be started, or fails; the message is for people
    /// @throws InterruptedException when interrupted; the program is stopped
    Figures run(Program program) throws IOException, InterruptedException {
        String line = output(command(program)).strip();
        return FiguresJson.read(line.substring(line.lastIndexOf('\n') + 1));
    }

    private List<String> command(Program program) {
        if (program.language() == Language.PYTHON) {
            return List.of(
                    python,
                    "-B",
                    pythonFolder.resolve("measure.py").toString(),
                    "--scale",
                    scale.toString(),
                    program.workload());
        }
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.add("--enable-native-access=ALL-UNNAMED");
        if (MOVE_LARGE_VALUES.contains(program.workload())) {
            command.add(A_SMALL_HEAP);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), measure.getName()));
        command.addAll(List.of("--scale", scale.toString(), program.workload()));
        return command;
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("it did not end within " + PATIENCE_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException("exit code " + process.exitValue() + "; what it printed is above");
            }
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
