package concurrent.futures.cluster.internal.agent.program;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.cluster.internal.agent.Agent;
import concurrent.futures.cluster.internal.agent.AgentSettings;
import concurrent.futures.cluster.internal.agent.files.OwnClassPath;
import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Threads;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Agents on this machine, in processes of their own: as many as are wanted, and others in the place of those that die.
/// They end with this process, however it ends, since their standard input does. Thread-safe.
public final class LocalAgents implements AutoCloseable {
    /// Those of an agent's JVM: it needs little, since it passes on what others make and read. What its compilers have
    /// used and given back goes to the system again. Without memory it ends: classes of the JDK and of the engine may
    /// fail for ever after an OutOfMemoryError, and an agent that says nothing is worse than none.
    public static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-Xms12m",
            "-Xmx256m",
            "-XX:TrimNativeHeapInterval=2000",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError");

    /// An agent that dies sooner, and that nobody has seen in the cluster, has not come up.
    private static final Duration TO_COME_UP = Duration.ofSeconds(10);

    private static final int MOST_FAILED_STARTS = 3;
    private static final Duration TO_LEAVE = Duration.ofSeconds(5);
    private static final String JGROUPS = "org.jgroups.JChannel";

    /// How they are.
    ///
    /// @param engine its name
    /// @param cluster where they find the driver, as an agent is to see it: on the loopback address, and without
    ///     security
    /// @param slots of each
    /// @param workerHeap the largest heap of a worker in bytes; 0 for a share of the machine's memory
    /// @param jarFolder where jars are kept
    /// @param startupCache whether workers may start from a cache
    public record Settings(
            String engine, EngineSettings cluster, int slots, long workerHeap, Path jarFolder, boolean startupCache) {}

    private final Settings settings;
    private final Consumer<String> trouble;
    private final Set<String> comingUp = ConcurrentHashMap.newKeySet();

    // --- guarded by this
    private final List<Process> agents = new ArrayList<>();
    private final List<Process> leaving = new ArrayList<>();
    private int wanted;
    private int started;
    private int failedStarts;
    private boolean isClosed;

    /// Starts none yet.
    ///
    /// @param settings how they are
    /// @param trouble is told if no more are started, since they die when they start: then this is closed
    public LocalAgents(Settings settings, Consumer<String> trouble) {
        this.settings = settings;
        this.trouble = trouble;
    }

    /// Starts or ends agents, until there are as many as wanted. One that is too many drains first. Does not wait.
    ///
    /// @param count how many
    /// @throws IOException if a process can not be started
    public synchronized void keep(int count) throws IOException {
        if (isClosed) {
            return;
        }
        wanted = count;
        while (agents.size() > wanted) {
            Process surplus = agents.removeLast();
            leaving.add(surplus);
            // By its handle: a process that is destroyed loses its standard input, too, and would end at once.
            surplus.toHandle().destroy();
        }
        while (agents.size() < wanted) {
            agents.add(start());
        }
    }

    private Process start() throws IOException {
        String name = "local-" + ++started;
        AgentSettings agent = new AgentSettings(
                name,
                settings.slots(),
                Set.of(),
                settings.workerHeap(),
                settings.jarFolder(),
                AgentSettings.JAR_BYTES,
                AgentSettings.LARGEST_VALUE,
                Duration.ofMinutes(1),
                settings.startupCache(),
                settings.cluster());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.add("-Dconcurrent.futures.agent=" + name);
        String startupCaches = System.getProperty("concurrent.futures.startupCache");
        if (startupCaches != null) {
            command.add("-Dconcurrent.futures.startupCache=" + startupCaches);
        }
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(List.of("-cp", classPath()));
        command.add(AgentMain.class.getName());
        command.addAll(AgentMain.arguments(agent, settings.engine()));
        comingUp.add(name); // before it can join
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            comingUp.remove(name);
            throw e;
        }
        long now = System.nanoTime();
        process.onExit().thenAccept(dead -> ended(dead, name, now));
        return process;
    }

    /// An agent is in the cluster, one of these or not. Does not wait.
    ///
    /// @param name of the agent
    public void joined(String name) {
        comingUp.remove(name);
    }

    private String classPath() {
        Engine engine = Engines.named(settings.engine());
        try {
            List<Path> locations = OwnClassPath.locations(
                    ProcessPoolExecutor.class, Agent.class, engine.getClass(), Class.forName(JGROUPS));
            if (settings.engine().equals(Engines.DEFAULT) && locations.size() > 2) {
                return String.join(
                        File.pathSeparator,
                        locations.stream().map(Path::toString).toList());
            }
        } catch (ClassNotFoundException e) {
            Guard.log(System.Logger.Level.DEBUG, "JGroups is not there", e);
        }
        return System.getProperty("java.class.path");
    }

    /// A process has ended; that is heard in a thread of the JDK's.
    private void ended(Process dead, String name, long startNanos) {
        boolean isWrong =
                comingUp.remove(name) && dead.exitValue() != 0 && System.nanoTime() - startNanos < TO_COME_UP.toNanos();
        String problem = null;
        synchronized (this) {
            leaving.remove(dead);
            if (!agents.remove(dead) || isClosed) {
                return; // It was to end.
            }
            failedStarts = isWrong ? failedStarts + 1 : 0;
            if (failedStarts >= MOST_FAILED_STARTS) {
                problem = failedStarts + " agents on this machine died within " + TO_COME_UP.toSeconds()
                        + " s of their start, and were never in the cluster; the last one with exit code "
                        + dead.exitValue()
                        + ": standard error tells why";
            } else {
                try {
                    keep(wanted);
                } catch (IOException e) {
                    problem = "an agent can not be started on this machine: " + e.getMessage();
                }
            }
        }
        if (problem != null) {
            close();
            String told = problem;
            Threads.start("cluster-local-agents", /* daemon= */ true, () -> trouble.accept(told));
        }
    }

    /// How many there are.
    ///
    /// @return processes
    public synchronized int count() {
        return agents.size();
    }

    /// The processes.
    ///
    /// @return those that are there now
    public synchronized List<ProcessHandle> processes() {
        return agents.stream().map(Process::toHandle).toList();
    }

    /// Ends them at once: their input ends. Waits until they are gone. May be called many times.
    @Override
    public void close() {
        List<Process> all;
        synchronized (this) {
            isClosed = true;
            all = new ArrayList<>(agents);
            all.addAll(leaving);
            agents.clear();
        }
        for (Process agent : all) {
            try {
                agent.getOutputStream().close();
            } catch (IOException e) {
                agent.destroyForcibly(); // It is dead, or as good as that.
            }
        }
        boolean interrupted = false;
        for (Process agent : all) {
            try {
                if (!agent.waitFor(TO_LEAVE.toNanos(), TimeUnit.NANOSECONDS)) {
                    agent.destroyForcibly();
                }
            } catch (InterruptedException e) {
                agent.destroyForcibly();
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
