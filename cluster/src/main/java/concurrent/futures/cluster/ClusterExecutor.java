package concurrent.futures.cluster;

import concurrent.futures.Action;
import concurrent.futures.Broadcast;
import concurrent.futures.WorkerOutput;
import concurrent.futures.cluster.internal.driver.ClusterEngine;
import concurrent.futures.cluster.internal.driver.DriverNode;
import concurrent.futures.cluster.internal.driver.DriverSettings;
import concurrent.futures.cluster.internal.driver.crew.Staff;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Names;
import concurrent.futures.cluster.internal.local.LocalStaff;
import concurrent.futures.cluster.internal.scheduling.Glance;
import concurrent.futures.internal.Durations;
import concurrent.futures.internal.Forgotten;
import concurrent.futures.spi.AbstractExecutor;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs tasks on many machines: in worker processes of agents, which are members of a cluster. What a worker process
/// promises holds here, too: see [concurrent.futures.ProcessPoolExecutor].
///
/// Tasks wait here, and an agent gets as many as it can begin soon. If an agent is lost, what it may have begun fails
/// with a [concurrent.futures.WorkerCrashedException], or runs again if its options allow retries; what it can not
/// have begun goes to another agent, unseen. Agents may come and go at any time.
public final class ClusterExecutor extends AbstractExecutor {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final ClusterEngine engine;

    private ClusterExecutor(ClusterEngine engine) {
        super(engine);
        this.engine = engine;
        Forgotten.watch(this, engine);
    }

    /// Becomes a member of the cluster that some agents are in.
    ///
    /// @param seeds `host:port` of some of them; at least one
    /// @return an executor on all agents of the cluster
    /// @throws IllegalArgumentException if no seed is named
    /// @throws ClusterException if the cluster can not be joined
    public static ClusterExecutor connect(String... seeds) {
        return builder().seeds(seeds).build();
    }

    /// Starts agents on this machine, in processes of their own, and an executor on them. They end with the executor,
    /// and with this process, however that ends. Together, they run as many tasks at once as there are processors,
    /// but each at least one.
    ///
    /// Returns once this JVM listens; tasks wait until the first agent is there.
    ///
    /// @param agents how many; at least 1. One that dies is replaced
    /// @return an executor on them
    /// @throws IllegalArgumentException if the number is less than 1
    /// @throws ClusterException if a process can not be started
    public static ClusterExecutor local(int agents) {
        return builder().adapt(Builder.atLeastOne("agents", agents), agents).build();
    }

    /// Begins to configure an executor.
    ///
    /// @return a builder with the defaults
    public static Builder builder() {
        return new Builder();
    }

    /// The agents, now.
    ///
    /// @return a snapshot, in the order in which they came
    public List<AgentInfo> agents() {
        List<AgentInfo> all = new ArrayList<>();
        engine.agents()
                .forEach((node, glance) -> all.add(new AgentInfo(
                        node.card().name(),
                        node.address(),
                        state(glance),
                        glance.slots(),
                        node.card().labels(),
                        glance.tasks(),
                        node.card().libraryVersion(),
                        node.card().javaVersion())));
        return all;
    }

    private static AgentInfo.State state(Glance glance) {
        if (glance.isRefused()) {
            return AgentInfo.State.REFUSING;
        }
        if (glance.suspicion() != null) {
            return AgentInfo.State.SUSPECTED;
        }
        if (!glance.isWelcome()) {
            return AgentInfo.State.STARTING;
        }
        return glance.slots() == 0 ? AgentInfo.State.CLOSED : AgentInfo.State.READY;
    }

    /// Prepares a value that many tasks use: it goes once to each agent, and from there once to each worker, when the
    /// first task there asks for it.
    ///
    /// @param <T> the type of the value
    /// @param value what workers get a copy of, as it is now
    /// @return stands for the value in tasks of this executor
    /// @throws concurrent.futures.NotSerializableTaskException if the value can not be sent
    public <T extends Serializable> Broadcast<T> broadcast(T value) {
        return engine.broadcast(Objects.requireNonNull(value, "value"));
    }

    /// Changes how many tasks run at the same time. Nothing is lost or run twice.
    ///
    /// @param maxWorkers at least 1; more than all agents have slots for is as many as these have
    /// @throws IllegalArgumentException if the number is less than 1
    public void resize(int maxWorkers) {
        engine.resize(Builder.atLeastOne("maxWorkers", maxWorkers));
    }

    /// Shuts the executor down, cancels what is pending, and asks every worker to end (SIGTERM). Returns at once.
    /// What was running fails with a [concurrent.futures.WorkerCrashedException]. The agents stay.
    public void terminateWorkers() {
        engine.terminateWorkers();
    }

    /// As [#terminateWorkers()], but kills the workers (SIGKILL).
    public void killWorkers() {
        engine.killWorkers();
    }

    @Override
    public String toString() {
        return engine.toString();
    }

    /// Configures a [ClusterExecutor].
    public static final class Builder {
        private static final int MESSAGE_BYTES = 1024 * 1024;
        private static final String USUAL_SEED = "127.0.0.1:17800";

        private String engine = Engines.DEFAULT;
        private String clusterName = "concurrent-futures";
        private String bindAddress = "127.0.0.1";
        private int bindPort;
        private EngineSettings.@Nullable Discovery discovery;
        private int leastAgents;
        private int mostAgents;
        private EngineSettings.@Nullable Security security;
        private Duration joinTimeout = Duration.ofSeconds(30);
        private int maxWorkers = Integer.MAX_VALUE;
        private int credits = 1000;
        private @Nullable Duration noWorkersTimeout;
        private Duration cancelGrace = Duration.ofSeconds(1);
        private @Nullable Action initializer;
        private List<String> jvmOptions = List.of();
        private WorkerOutput workerOutput = WorkerOutput.INHERIT;
        private int maxTasksPerWorker;

        private Builder() {}

        /// What carries messages between the members.
        ///
        /// @param name such as `jgroups`, the default
        /// @return this
        public Builder engine(String name) {
            engine = Objects.requireNonNull(name, "name");
            return this;
        }

        /// The name of the cluster: members of another name are not in it.
        ///
        /// @param name `concurrent-futures` by default
        /// @return this
        /// @throws IllegalArgumentException if it has anything but letters, digits, `.`, `_` and `-`, or more than 63
        ///     of them, or begins with none of the first two
        public Builder clusterName(String name) {
            clusterName = Names.check("cluster", name);
            return this;
        }

        /// Finds the cluster at these addresses: `127.0.0.1:17800` by default.
        ///
        /// @param addresses `host:port` each; at least one
        /// @return this
        /// @throws IllegalArgumentException if there is none, or one is not of that form
        public Builder seeds(String... addresses) {
            if (addresses.length == 0) {
                throw new IllegalArgumentException("seeds must be at least one address, such as " + USUAL_SEED);
            }
            discovery = new EngineSettings.Discovery.Seeds(List.of(addresses));
            return this;
        }

        /// Finds the cluster at all addresses that a name has, as of a headless service of Kubernetes.
        ///
        /// @param name in the domain name system
        /// @param port of every agent
        /// @return this
        /// @throws IllegalArgumentException if the port is not from 1 to 65535
        public Builder dns(String name, int port) {
            discovery = new EngineSettings.Discovery.Dns(
                    Objects.requireNonNull(name, "name"), port("port", /* least= */ 1, port));
            return this;
        }

        /// Finds the cluster by files in a folder that all members see.
        ///
        /// @param folder which has to be there when this [is built][#build()]: one that is misspelt would be nobody
        ///     else's
        /// @return this
        public Builder sharedFolder(Path folder) {
            discovery = new EngineSettings.Discovery.Folder(Objects.requireNonNull(folder, "folder"));
            return this;
        }

        /// The address at which the agents find this JVM: loopback by default. Any other one needs
        /// [#security(Path, Path, Path)].
        ///
        /// @param address of this machine
        /// @return this
        public Builder bindAddress(String address) {
            bindAddress = Objects.requireNonNull(address, "address");
            return this;
        }

        /// The port at which the agents find this JVM.
        ///
        /// @param port the first of some that are tried; 0, the default, for any
        /// @return this
        /// @throws IllegalArgumentException if it is not from 0 to 65535
        public Builder bindPort(int port) {
            bindPort = port("bindPort", /* least= */ 0, port);
            return this;
        }

        /// Mutual TLS: all members show a certificate of the cluster's own authority.
        ///
        /// @param keyStore with this member's key and certificate, in PKCS #12
        /// @param trustStore with the certificate of the authority, in PKCS #12
        /// @param passwordFile its first line is the password of both
        /// @return this
        public Builder security(Path keyStore, Path trustStore, Path passwordFile) {
            security = new EngineSettings.Security(keyStore, trustStore, passwordFile);
            return this;
        }

        /// Keeps agents on this machine, in processes of their own: more of them when tasks come that they could run,
        /// and fewer when there was no task for half a minute. They end with the executor, and with this process. Each
        /// runs as many tasks at once as there are processors for it when all are there, and at least one.
        ///
        /// Where nothing is said of where the cluster is, they and this JVM are a cluster of their own.
        ///
        /// @param min how many there are at least; at least 0
        /// @param max how many there are at most; at least 1
        /// @return this
        /// @throws IllegalArgumentException if the numbers are less than that, or max is less than min
        public Builder adapt(int min, int max) {
            if (min < 0 || atLeastOne("max", max) < min) {
                throw new IllegalArgumentException("min must be from 0 to max, which is " + max + ", but is " + min);
            }
            leastAgents = min;
            mostAgents = max;
            return this;
        }

        /// How long it may take to become a member.
        ///
        /// @param time 30 seconds by default
        /// @return this
        public Builder joinTimeout(Duration time) {
            joinTimeout = positive("joinTimeout", time);
            return this;
        }

        /// How many tasks run at the same time, at most: as many as the agents have slots by default.
        ///
        /// @param workers at least 1
        /// @return this
        public Builder maxWorkers(int workers) {
            maxWorkers = atLeastOne("maxWorkers", workers);
            return this;
        }

        /// How many short tasks may lie at an agent for each of its slots, so that it need not wait for the next:
        /// 1000 by default. Of long ones, none do.
        ///
        /// @param most at least 0
        /// @return this
        public Builder credits(int most) {
            if (most < 0) {
                throw new IllegalArgumentException("credits must be at least 0, but is " + most);
            }
            credits = most;
            return this;
        }

        /// How long tasks wait while no agent is there, before the executor is broken: for ever by default, with a
        /// warning in the log after 30 seconds. The time counts anew after each agent that comes and goes. Where agents
        /// are there, and none has the label of a task, that task alone fails, with a [ClusterException].
        ///
        /// @param time positive
        /// @return this
        public Builder noWorkersTimeout(Duration time) {
            noWorkersTimeout = positive("noWorkersTimeout", time);
            return this;
        }

        /// How long a task that was told to stop may take, before its worker is killed: 1 second by default.
        ///
        /// @param time not negative
        /// @return this
        public Builder cancelGrace(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException(
                        "cancelGrace must not be negative, but is " + Durations.format(time));
            }
            cancelGrace = time;
            return this;
        }

        /// What each worker runs before its first task. If it throws, the executor is broken.
        ///
        /// @param action goes to the agents
        /// @return this
        public Builder initializer(Action action) {
            initializer = Objects.requireNonNull(action, "action");
            return this;
        }

        /// Options of the workers' JVMs.
        ///
        /// @param options such as `-Xss4m`
        /// @return this
        public Builder jvmOptions(String... options) {
            jvmOptions = List.of(options);
            return this;
        }

        /// Sets where the lines go that tasks write to standard output and standard error. By default
        /// [WorkerOutput#INHERIT]: to standard output here, behind the name of the agent and the pid of the worker.
        ///
        /// @param output takes the lines, in one thread; those that come faster than it takes them are dropped, beyond
        ///     10,000 that wait, and the log says how many
        /// @return this
        public Builder workerOutput(WorkerOutput output) {
            workerOutput = Objects.requireNonNull(output, "output");
            return this;
        }

        /// After how many tasks a worker is replaced: never by default.
        ///
        /// @param tasks at least 1
        /// @return this
        public Builder maxTasksPerWorker(int tasks) {
            maxTasksPerWorker = atLeastOne("maxTasksPerWorker", tasks);
            return this;
        }

        private static int atLeastOne(String what, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
            }
            return value;
        }

        private static int port(String what, int least, int value) {
            if (value < least || value > 0xffff) {
                throw new IllegalArgumentException(
                        what + " must be from " + least + " to " + 0xffff + ", but is " + value);
            }
            return value;
        }

        private static Duration positive(String what, Duration time) {
            if (!time.isPositive()) {
                throw new IllegalArgumentException(what + " must be positive, but is " + Durations.format(time));
            }
            return time;
        }

        /// Becomes a member of the cluster, unless this JVM is one already, by the same settings.
        ///
        /// @return an executor
        /// @throws ClusterException if the cluster can not be joined, or the shared folder is not there
        public ClusterExecutor build() {
            EngineSettings where = where();
            DriverSettings how = new DriverSettings(
                    "cluster-" + NUMBERS.incrementAndGet(),
                    maxWorkers,
                    credits,
                    noWorkersTimeout,
                    cancelGrace,
                    initializer,
                    jvmOptions,
                    workerOutput,
                    maxTasksPerWorker);
            DriverNode node;
            try {
                node = DriverNode.join(Engines.named(engine), where);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClusterException("interrupted while joining the cluster " + clusterName, e);
            }
            ClusterEngine made = null;
            try {
                made = new ClusterEngine(how, node, staff(node));
            } finally {
                if (made == null) {
                    node.giveBack();
                }
            }
            return begun(made);
        }

        private static ClusterExecutor begun(ClusterEngine made) {
            try {
                made.begin();
                return new ClusterExecutor(made);
            } catch (IOException e) {
                made.shutdownNow();
                throw new ClusterException("no agent can be started on this machine: " + e.getMessage(), e);
            }
        }

        private EngineSettings where() {
            EngineSettings.Discovery told = discovery;
            boolean isOwn = told == null && mostAgents > 0;
            if (mostAgents > 0 && security != null) {
                throw new IllegalStateException("adapt starts agents that have no certificates: leave out security, or"
                        + " start agents by `futures cluster agent`");
            }
            if (told == null) {
                told = new EngineSettings.Discovery.Seeds(isOwn ? List.of() : List.of(USUAL_SEED));
            }
            return new EngineSettings(
                    isOwn ? "local-" + UUID.randomUUID() : clusterName,
                    bindAddress,
                    bindPort,
                    /* isSeed= */ isOwn,
                    told,
                    security,
                    joinTimeout,
                    MESSAGE_BYTES);
        }

        private @Nullable Staff staff(DriverNode node) {
            if (mostAgents == 0) {
                return null;
            }
            EngineSettings driver = node.settings();
            EngineSettings agents = new EngineSettings(
                    driver.clusterName(),
                    driver.bindAddress(),
                    /* bindPort= */ 0,
                    /* isSeed= */ false,
                    new EngineSettings.Discovery.Seeds(List.of(node.address())),
                    /* security= */ null,
                    joinTimeout,
                    MESSAGE_BYTES);
            return new LocalStaff(engine, agents, leastAgents, mostAgents);
        }
    }
}
