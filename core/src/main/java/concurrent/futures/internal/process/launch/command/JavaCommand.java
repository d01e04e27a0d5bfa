package concurrent.futures.internal.process.launch.command;

import concurrent.futures.internal.process.launch.death.CrashReport;
import concurrent.futures.internal.process.logging.LogSender;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The command line of a pool's workers: `java -Xmx… @argfile`.
///
/// In the file, from the weakest option to the strongest: ours, those of the parent, those of the pool's user; then
/// where the classes are, and the main class.
public final class JavaCommand {
    /// The module of this library.
    private static final String MODULE = "concurrent.futures";

    /// Without it, workers end at Ctrl-C. On a class path it is always there.
    private static final String SIGNALS_MODULE = "jdk.unsupported";

    /// The main class of a worker.
    public static final String WORKER_MAIN = "concurrent.futures.internal.process.worker.WorkerMain";

    private static final List<String> HEAP =
            List.of("-Xmx", "-XX:MaxHeapSize=", "-XX:MaxRAM=", "-XX:MaxRAMPercentage=", "-XX:MaxRAMFraction=");
    private static final List<String> YOUNG =
            List.of("-Xmn", "-XX:NewSize=", "-XX:MaxNewSize=", "-XX:NewRatio=", "-XX:SurvivorRatio=");

    private static final List<String> INITIAL_HEAP =
            List.of("-Xms", "-XX:InitialHeapSize=", "-XX:MinHeapSize=", "-XX:InitialRAMPercentage=");
    private static final List<String> LOGGING =
            List.of("-Djava.util.logging.config.class=", "-Djava.util.logging.config.file=");

    private static final String SECRET =
            "(?i)(-D[^=]*(?:password|passwd|secret|token|credential|apikey|api\\.key)[^=]*=).*";

    private final LaunchSettings settings;
    private final Path program;
    private final Path argumentFile;
    private final List<String> arguments;
    private final List<String> surroundings;
    private final @Nullable TrainableCommand trainable;

    private JavaCommand(
            LaunchSettings settings,
            Path program,
            Path argumentFile,
            List<String> arguments,
            List<String> surroundings,
            @Nullable TrainableCommand trainable) {
        this.surroundings = surroundings;
        this.trainable = trainable;
        this.settings = settings;
        this.program = program;
        this.argumentFile = argumentFile;
        this.arguments = arguments;
    }

    /// Makes the command, and writes its file.
    ///
    /// @param settings how the workers are started
    /// @param directory where the file is written, and where a crashing worker leaves its report
    /// @param mainClass of the workers
    /// @return the command
    /// @throws IOException if the file can not be written, or the chosen Java is too old
    public static JavaCommand make(LaunchSettings settings, Path directory, String mainClass) throws IOException {
        Path program = ParentJvm.javaProgram(settings.javaHome());
        JavaVersion.check(settings.javaHome());
        List<String> inherited = ParentJvm.options();
        Path here = Path.of("").toAbsolutePath();
        ClassSources sources;
        if (settings.classPath() == null) {
            sources = ClassSources.ofThisJvm(here);
        } else {
            sources = ClassSources.ofClassPath(settings.classPath().stream()
                    .map(entry -> here.resolve(entry).toString())
                    .toList());
            ModuleFinder system = ModuleFinder.ofSystem();
            inherited = InheritedOptions.forModules(
                    inherited, name -> system.find(name).isPresent());
        }
        if (!sources.ownModule()) {
            sources = sources.plus(ownLocation(directory, mainClass));
        }
        TrainableCommand trainable = trainable(program, inherited, settings, sources);
        List<String> arguments = new ArrayList<>();
        arguments.addAll(ownOptions(directory, settings.jvmOptions()));
        if (trainable != null) {
            // A cache that can not be used is no news.
            arguments.add("-Xlog:aot*=off:stderr");
            arguments.add("-Xlog:cds*=off:stderr");
        }
        arguments.addAll(inherited);
        List<String> surroundings = ParentJvm.surroundings();
        arguments.addAll(surroundings);
        if (!hasOneOf(LOGGING, settings.jvmOptions())) {
            // What tasks log goes to the parent. The class is loaded when something is logged.
            arguments.add("-Djava.util.logging.config.class=" + LogSender.CONFIGURATION);
        }
        arguments.addAll(settings.jvmOptions());
        arguments.addAll(classOptions(sources, /* thisJava= */ settings.javaHome() == null, mainClass));
        Path file = directory.resolve("java.args");
        ArgumentFile.write(file, arguments);
        return new JavaCommand(settings, program, file, List.copyOf(arguments), surroundings, trainable);
    }

    private static @Nullable TrainableCommand trainable(
            Path program, List<String> inherited, LaunchSettings settings, ClassSources sources) {
        List<String> given = new ArrayList<>(collector(settings.jvmOptions()));
        given.addAll(inherited);
        given.addAll(settings.jvmOptions());
        return TrainableCommand.of(program, given, sources, ClassSources.locationOf(JavaCommand.class));
    }

    /// What a startup cache for these workers depends on.
    ///
    /// @return `null` if they can have none
    public @Nullable TrainableCommand trainable() {
        return trainable;
    }

    /// Whether default locale, charset and time zone are as they were when it was made.
    ///
    /// @return `false` if the program has chosen others
    public boolean isOfNow() {
        return surroundings.equals(ParentJvm.surroundings());
    }

    /// Whether what the command refers to is still there.
    ///
    /// @return false if the argument file is gone
    public boolean isComplete() {
        return Files.isReadable(argumentFile);
    }

    /// The command line for one worker.
    ///
    /// @param name the worker's name, to be seen in lists of processes
    /// @param workers how many workers share the memory
    /// @param cache a startup cache that was made for it, or `null`
    /// @return for a `ProcessBuilder`
    public List<String> line(String name, int workers, @Nullable Path cache) {
        List<String> line = new ArrayList<>();
        line.add(program.toString());
        if (cache != null && (settings.maxHeap() == 0 || settings.maxHeap() >= TrainableCommand.LEAST_HEAP)) {
            line.add("-XX:AOTCache=" + cache);
        }
        line.addAll(heapOptions(workers));
        line.add("-Dconcurrent.futures.worker=" + name);
        line.add("@" + argumentFile);
        return line;
    }

    /// The command for people: without secrets, and with a path cut short.
    ///
    /// @param workers how many workers share the memory
    /// @return what is in the file, too
    public String describe(int workers) {
        StringBuilder text = new StringBuilder(program.toString());
        List<String> all = new ArrayList<>(heapOptions(workers));
        all.addAll(arguments);
        Pattern secret = Pattern.compile(SECRET);
        for (String argument : all) {
            String shown = secret.matcher(argument).replaceFirst("$1***");
            text.append(' ').append(shown.length() > 300 ? shown.substring(0, 300) + "…" : shown);
        }
        return text.toString();
    }

    private List<String> heapOptions(int workers) {
        if (hasOneOf(HEAP, settings.jvmOptions())) {
            return List.of();
        }
        long heap = settings.maxHeap() > 0
                ? settings.maxHeap()
                : WorkerHeap.share(MachineMemory.bytes(), Runtime.getRuntime().maxMemory(), workers);
        if (hasOneOf(INITIAL_HEAP, settings.jvmOptions())) {
            return List.of("-Xmx" + heap);
        }
        boolean ownCollector = !collector(settings.jvmOptions()).isEmpty();
        if (!ownCollector || heap < WorkerHeap.LEAST || hasOneOf(YOUNG, settings.jvmOptions())) {
            return List.of("-Xmx" + heap, "-Xms" + WorkerHeap.initial(heap));
        }
        return List.of("-Xmx" + heap, "-Xms" + WorkerHeap.initial(heap), "-XX:NewSize=" + WorkerHeap.young(heap));
    }

    private static List<String> collector(List<String> chosen) {
        for (String option : chosen) {
            if (option.startsWith("-XX:+Use") && option.endsWith("GC")) {
                return List.of();
            }
        }
        return List.of("-XX:+UseSerialGC");
    }

    private static boolean hasOneOf(List<String> beginnings, List<String> options) {
        for (String option : options) {
            for (String beginning : beginnings) {
                if (option.startsWith(beginning)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> ownOptions(Path directory, List<String> chosen) {
        List<String> options = new ArrayList<>(collector(chosen));
        options.add("-XX:-UsePerfData");
        // What the JVM itself has to say belongs to standard error: tasks own standard output.
        options.add("-XX:+DisplayVMOutputToStderr");
        options.add("-Xlog:disable");
        options.add("-Xlog:all=warning:stderr");
        options.add("-XX:ErrorFile=" + CrashReport.pattern(directory));
        return options;
    }

    private static List<String> classOptions(ClassSources sources, boolean thisJava, String mainClass) {
        List<String> options = new ArrayList<>();
        path("--upgrade-module-path", sources.upgradePath(), options);
        path("--module-path", sources.modulePath(), options);
        List<String> rootModules = new ArrayList<>(sources.rootModules());
        if (sources.ownModule()
                && thisJava
                && ModuleFinder.ofSystem().find(SIGNALS_MODULE).isPresent()) {
            rootModules.add(SIGNALS_MODULE);
        }
        if (!rootModules.isEmpty()) {
            options.add("--add-modules");
            options.add(String.join(",", rootModules));
        }
        path("-cp", sources.classPath(), options);
        if (sources.ownModule()) {
            options.add("-m");
            options.add(MODULE + "/" + mainClass);
        } else {
            options.add(mainClass);
        }
        return options;
    }

    private static void path(String option, List<String> entries, List<String> options) {
        if (!entries.isEmpty()) {
            options.add(option);
            options.add(String.join(File.pathSeparator, entries));
        }
    }

    private static String ownLocation(Path directory, String mainClass) throws IOException {
        @Nullable String location = ClassSources.locationOf(JavaCommand.class);
        return location != null ? location : OwnClasses.extract(directory.resolve("classes"), mainClass);
    }
}
