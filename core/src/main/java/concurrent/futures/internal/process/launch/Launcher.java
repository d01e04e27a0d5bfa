package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.process.launch.command.JavaCommand;
import concurrent.futures.internal.process.launch.command.LaunchSettings;
import concurrent.futures.internal.process.launch.command.Recordings;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.launch.death.KernelKills;
import concurrent.futures.internal.process.launch.output.Forwarding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Starts the worker processes of one pool; the only place that makes processes.
public final class Launcher implements AutoCloseable {
    /// Each adds options to a JVM, and lets it print that it did. What is worth taking over came in by the parent's
    /// options.
    static final List<String> OPTION_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS", "CLASSPATH");

    private final LaunchSettings settings;
    private final PrivateDirectory directory;
    private final String mainClass;
    private volatile JavaCommand command;
    private final @Nullable StartupCache cache;
    private final Forwarding forwarding;
    private final NamedPipes pipes;
    private volatile int workers;

    /// A worker of this pool that was started with the cache did not come up: the next ones are started without. If one
    /// of those comes up, the cache was to blame.
    private volatile boolean suspectsCache;

    /// A worker was started, or is about to be; guarded by this.
    private boolean begun;

    /// Makes the private directory and the command line; starts nothing yet.
    ///
    /// @param settings how the workers are started
    /// @throws IOException if there is no place for the private directory, or the command line can not be written
    public Launcher(LaunchSettings settings) throws IOException {
        this(settings, JavaCommand.WORKER_MAIN);
    }

    /// Makes a launcher for another program.
    ///
    /// @param settings how the workers are started
    /// @param mainClass of the workers
    /// @throws IOException if there is no place for the private directory, or the command line can not be written
    Launcher(LaunchSettings settings, String mainClass) throws IOException {
        this.settings = settings;
        this.mainClass = mainClass;
        workers = settings.maxWorkers();
        forwarding = new Forwarding(settings.output());
        directory = PrivateDirectory.create();
        pipes = new NamedPipes(directory.path());
        try {
            command = JavaCommand.make(settings, directory.path(), mainClass);
            cache = settings.startupCache() ? StartupCache.of(command.trainable(), directory.path()) : null;
        } catch (Throwable e) {
            directory.close();
            throw e;
        }
    }

    /// Takes named pipes for one worker; may have to make some, and blocks meanwhile.
    ///
    /// @param ends what their names end in
    /// @return what their names begin with; `null` if there are none here: it is to connect through a socket
    public @Nullable Path takePipes(List<String> ends) {
        return pipes.take(ends, workers);
    }

    /// Where pipes, sockets and mapped pages of this pool belong.
    ///
    /// @return the pool's private directory
    public PrivateDirectory directory() {
        return directory;
    }

    /// Makes the private directory and what is in it again, if somebody has removed it; to be called before a start.
    /// Before the first one, makes the command line again if the program has chosen another locale, charset or time
    /// zone meanwhile.
    ///
    /// @throws IOException if that can not be done, or this has been closed
    public synchronized void prepare() throws IOException {
        boolean outdated = !begun && !command.isOfNow();
        begun = true;
        if (directory.restore() || outdated || !command.isComplete()) {
            command = JavaCommand.make(settings, directory.path(), mainClass);
        }
    }

    /// The command line of the workers, for people.
    ///
    /// @return with the contents of its argument file; secrets are left out
    public String commandLine() {
        return command.describe(workers);
    }

    /// Changes how many workers share the memory. Those that run keep what they have.
    ///
    /// @param maxWorkers the most workers at the same time
    public void resize(int maxWorkers) {
        workers = maxWorkers;
    }

    /// Makes a secret of 256 bits for one worker.
    ///
    /// @return 32 random bytes
    public static byte[] newSecret() {
        return Randomness.bytes(32);
    }

    /// What a worker reads from its standard input, which ends after it.
    @FunctionalInterface
    public interface Handover {
        /// Makes it, while the worker's JVM comes up.
        ///
        /// @return less than 4 KiB
        /// @throws IOException if it can not be made; then the worker ends
        byte[] make() throws IOException;
    }

    /// Starts a worker. Returns as soon as the process has its handover; it may die at any time after. Holds no lock.
    ///
    /// @param name the worker's name, such as `ProcessPoolExecutor-0-worker-3`; its threads here are named after it
    /// @param handover what the worker is to read
    /// @return the process
    /// @throws IOException if the system does not start it, and the message tells the command and what to do; or if the
    ///     handover can not be made
    public WorkerProcess start(String name, Handover handover) throws IOException {
        Path cached = cache == null || suspectsCache ? null : cache.file();
        ProcessBuilder builder = new ProcessBuilder(command.line(name, workers, cached));
        Path workingDirectory = settings.workingDirectory();
        if (workingDirectory != null) {
            builder.directory(workingDirectory.toFile());
        }
        Map<String, String> environment = builder.environment();
        for (String variable : OPTION_VARIABLES) {
            environment.remove(variable);
        }
        environment.putAll(settings.environment());
        KernelKills kills = KernelKills.now();
        Process process;
        try {
            process = SpareDescriptors.start(builder);
        } catch (IOException e) {
            throw StartFailure.explain(name, builder, e);
        }
        try {
            WorkerProcess worker = new WorkerProcess(
                    name, process, directory.path(), forwarding, kills, /* fromCache= */ cached != null);
            MemoryShortage.sacrifice(process.pid());
            handOver(process, handover.make());
            directory.sweepAround();
            if (cache != null && cached == null && !suspectsCache) {
                cache.missed();
            }
            return worker;
        } catch (Throwable e) {
            process.destroyForcibly(); // No thread to be had for it.
            throw e;
        }
    }

    /// A worker has died before it connected. If its JVM was started with a startup cache and has crashed, or given up,
    /// this pool does without; it may have been something else, such as an option that the JVM does not know.
    ///
    /// @param worker which
    /// @param death how it died
    public void stillborn(WorkerProcess worker, Death death) {
        if (worker.isFromCache() && !death.expected() && death.isByJvm()) {
            suspectsCache = true;
        }
    }

    /// A worker has connected. If others did not with the startup cache, and it did without, that cache is not used
    /// again by anybody.
    ///
    /// @param worker which
    public void cameUp(WorkerProcess worker) {
        if (cache != null && suspectsCache && !worker.isFromCache()) {
            cache.distrust();
        }
    }

    /// A worker is dead: if its flight recording is not complete, makes one of what there is. Nothing happens if
    /// workers are not recorded.
    ///
    /// @param pid its process id
    /// @throws IOException if that can not be done; then what there is stays where it is
    public void gatherRecordingOf(long pid) throws IOException {
        Recordings recordings = settings.recordings();
        if (recordings != null) {
            LeftRecording.gather(recordings, pid);
        }
    }

    /// Removes the private directory. Workers that live are left alone.
    @Override
    public void close() {
        if (cache != null) {
            cache.close();
        }
        directory.close();
    }

    private static void handOver(Process process, byte[] handover) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(handover);
        } catch (IOException e) {
            // It has died already; its death will tell more than this.
        }
    }
}
