package concurrent.futures;

import concurrent.futures.internal.Forgotten;
import concurrent.futures.internal.process.launch.command.ChosenOptions;
import concurrent.futures.internal.process.launch.command.Recordings;
import concurrent.futures.internal.process.pool.ProcessPool;
import concurrent.futures.internal.process.pool.Settings;
import concurrent.futures.spi.AbstractExecutor;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs tasks in worker processes: JVMs of their own, for work that computes, that may crash, or that must be
/// stoppable.
///
/// <!-- OnProcesses.java: program -->
/// ```java
/// static void countLines(String... files) {
///     try (Executor executor = new ProcessPoolExecutor()) {
///         Results<String> results = executor.map(file -> describe(file), List.of(files));
///         results.forEach(IO::println);
///     }
/// }
///
/// static String describe(String file) throws IOException {
///     try (Stream<String> lines = Files.lines(Path.of(file))) {
///         return file + ": " + lines.count() + " lines";
///     }
/// }
/// ```
///
/// Tasks, arguments, results and exceptions cross by Java serialization; lambdas, method references, local classes and
/// records do too. What a task refers to is a snapshot, taken by the submit. What can not cross fails that one future,
/// with a [NotSerializableTaskException].
///
/// Workers are started on demand, up to the limit, from this JVM's own `java` and class path. A worker that dies fails
/// the task that it was running, with a [WorkerCrashedException], and is replaced; the other tasks do not notice. A
/// task that a worker has begun is not run again, unless [TaskOptions#withRetries(int)] asks for it.
///
/// The workers end with this JVM, however it ends, and no file, socket or process is left behind.
public final class ProcessPoolExecutor extends AbstractExecutor {
    private static final AtomicInteger POOL_NUMBERS = new AtomicInteger();

    private final ProcessPool pool;

    /// Makes a pool with a worker for each available processor.
    public ProcessPoolExecutor() {
        this(builder());
    }

    /// Makes a pool.
    ///
    /// @param maxWorkers the most workers, at least 1
    /// @throws IllegalArgumentException if the number is less than 1
    public ProcessPoolExecutor(int maxWorkers) {
        this(builder().maxWorkers(maxWorkers));
    }

    private ProcessPoolExecutor(Builder builder) {
        this(new ProcessPool(builder.settings()));
    }

    private ProcessPoolExecutor(ProcessPool pool) {
        super(pool);
        this.pool = pool;
        Forgotten.watch(this, pool);
    }

    /// Begins to configure a pool.
    ///
    /// @return a builder with the defaults
    public static Builder builder() {
        return new Builder();
    }

    /// The workers, now.
    ///
    /// @return a snapshot, oldest worker first
    public List<WorkerInfo> workers() {
        return pool.workers();
    }

    /// Shuts the pool down, cancels what is pending, and asks every worker to end (SIGTERM). Returns at once. What was
    /// running fails with a [WorkerCrashedException].
    public void terminateWorkers() {
        pool.terminateWorkers();
    }

    /// Shuts the pool down, cancels what is pending, and kills every worker (SIGKILL). Returns at once. What was
    /// running fails with a [WorkerCrashedException].
    public void killWorkers() {
        pool.killWorkers();
    }

    /// Makes a value available to all tasks of this executor that capture or get the returned object. The value is
    /// encoded once, in this thread and now: workers see what it is at this moment. It is sent to each worker once,
    /// when the first task asks for it there.
    ///
    /// @param <T> the type of the value
    /// @param value anything serializable; not to be changed from here on
    /// @return stands for the value in tasks of this executor
    /// @throws NotSerializableTaskException if the value can not be encoded
    public <T extends Serializable> Broadcast<T> broadcast(T value) {
        return pool.broadcasts().make(Objects.requireNonNull(value, "value"));
    }

    /// Changes the most workers, while the pool runs. Workers that are too many end after the task that they run; what
    /// they had not begun is run by others. Until then they count: no others are started beyond the limit, except that
    /// one always takes new tasks.
    ///
    /// @param maxWorkers at least 1
    /// @throws IllegalArgumentException if the number is less than 1
    public void resize(int maxWorkers) {
        pool.resize(atLeast(1, maxWorkers, "maxWorkers"));
    }

    /// The prefix of the workers' names.
    @Override
    public String toString() {
        return pool.toString();
    }

    private static int atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
        return value;
    }

    private static Duration positive(Duration value, String name) {
        if (!Objects.requireNonNull(value, name).isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
        return value;
    }

    /// Configures a pool. Not safe for use by many threads.
    public static final class Builder {
        private int maxWorkers = Runtime.getRuntime().availableProcessors();
        private @Nullable Action initializer;
        private int maxTasksPerWorker = Integer.MAX_VALUE;
        private long maxWorkerMemory;
        private @Nullable Duration idleTimeout;
        private Duration cancelGrace = Duration.ofSeconds(1);
        private Duration startupTimeout = Duration.ofMinutes(5);
        private int spareWorkers;
        private List<String> jvmOptions = List.of();
        private long maxHeap;
        private Map<String, String> environment = Map.of();
        private @Nullable Path workingDirectory;
        private @Nullable Path javaHome;
        private @Nullable List<Path> classPath;
        private WorkerOutput workerOutput = WorkerOutput.INHERIT;
        private boolean startupCache = true;
        private @Nullable Path recording;

        private Builder() {}

        /// Sets the most workers. By default as many as there are available processors.
        ///
        /// @param limit at least 1
        /// @return this builder
        /// @throws IllegalArgumentException if the number is less than 1
        public Builder maxWorkers(int limit) {
            maxWorkers = atLeast(1, limit, "maxWorkers");
            return this;
        }

        /// Sets what runs in each worker before its first task. If it throws, the pool is broken: pending futures fail
        /// with a [BrokenExecutorException], and later submits throw one. The same if it takes longer than
        /// [#startupTimeout(Duration)] allows; then the worker is killed.
        ///
        /// What it leaves in static fields is there for the tasks:
        ///
        /// <!-- WorkerInitializer.java: initializer -->
        /// ```java
        /// private static void loadPrices() {
        ///     PRICES.putAll(Map.of("apple", 30, "pear", 40, "plum", 10));
        /// }
        ///
        /// private static String price(String fruit) {
        ///     return fruit + ": " + PRICES.get(fruit);
        /// }
        ///
        /// private static void run(List<String> fruits) {
        ///     try (Executor executor = ProcessPoolExecutor.builder()
        ///             .maxWorkers(2)
        ///             .initializer(WorkerInitializer::loadPrices)
        ///             .build()) {
        ///         executor.map(WorkerInitializer::price, fruits).forEach(IO::println);
        ///     }
        ///     IO.println("prices in this process: " + PRICES.size());
        /// }
        /// ```
        ///
        /// @param action runs in the worker's main thread
        /// @return this builder
        public Builder initializer(Action action) {
            initializer = Objects.requireNonNull(action, "action");
            return this;
        }

        /// Sets after how many tasks a worker ends and is replaced. By default never.
        ///
        /// @param tasks at least 1
        /// @return this builder
        /// @throws IllegalArgumentException if the number is less than 1
        public Builder maxTasksPerWorker(int tasks) {
            maxTasksPerWorker = atLeast(1, tasks, "maxTasksPerWorker");
            return this;
        }

        /// Sets how much memory a worker may hold when it has ended a task. One that holds more is replaced by a fresh
        /// one: its next tasks run elsewhere, nothing is lost, nothing runs twice, and a message is logged. For tasks
        /// that leak, on the heap or in native code. By default there is no such limit.
        ///
        /// What counts is what survives a garbage collection, and, on Linux, all that the process occupies outside the
        /// heap: classes, compiled code, direct buffers, native libraries. Garbage does not count, however much it is,
        /// unless an option such as `-XX:+DisableExplicitGC` keeps the worker from collecting it. A fresh worker holds
        /// 30 to 50 MB. The limit does not stop a task while it runs; [#maxHeap(long)] bounds the heap.
        ///
        /// The check takes some 30 µs after a task that ran for a millisecond or more, and every 10 ms otherwise; near
        /// the limit, collections take up to a tenth of a worker's time.
        ///
        /// @param bytes at least 64 MiB
        /// @return this builder
        /// @throws IllegalArgumentException if the limit is less than 64 MiB
        public Builder maxWorkerMemory(long bytes) {
            if (bytes < 64 << 20) {
                throw new IllegalArgumentException("maxWorkerMemory must be at least 64 MiB, but is " + bytes
                        + " bytes: a worker that has run no task yet holds up to 50 MB");
            }
            maxWorkerMemory = bytes;
            return this;
        }

        /// Sets after which time without a task a worker ends. By default never.
        ///
        /// @param time positive
        /// @return this builder
        /// @throws IllegalArgumentException if the time is zero or negative
        public Builder idleTimeout(Duration time) {
            idleTimeout = positive(time, "idleTimeout");
            return this;
        }

        /// Sets how long a task that was interrupted, because of `cancel(true)` or its time limit, may take to end
        /// before its worker is killed. By default a second.
        ///
        /// @param time zero or positive; zero kills at once
        /// @return this builder
        /// @throws IllegalArgumentException if the time is negative
        public Builder cancelGrace(Duration time) {
            if (Objects.requireNonNull(time, "cancelGrace").isNegative()) {
                throw new IllegalArgumentException("cancelGrace must not be negative, but is " + time);
            }
            cancelGrace = time;
            return this;
        }

        /// Sets how long a worker may take from its start until it is ready for its first task, the initializer
        /// included. By default five minutes. A worker that takes longer is killed:
        ///
        /// - If its initializer was still running, and no worker of this pool has ever been ready, the pool is broken,
        ///   as by an initializer that throws. The message names the limit.
        /// - Otherwise another worker is started. If that fails again and again, the pool is broken, with a message
        ///   that says how the last worker ended.
        ///
        /// @param time positive
        /// @return this builder
        /// @throws IllegalArgumentException if the time is zero or negative
        public Builder startupTimeout(Duration time) {
            startupTimeout = positive(time, "startupTimeout");
            return this;
        }

        /// Sets how many workers are kept ready beyond those that have work, within the limit. By default none.
        ///
        /// @param workers zero or more
        /// @return this builder
        /// @throws IllegalArgumentException if the number is negative
        public Builder spareWorkers(int workers) {
            spareWorkers = atLeast(0, workers, "spareWorkers");
            return this;
        }

        /// Adds options for the workers' JVMs, behind those that they take over from this JVM. What the JVM itself
        /// refuses breaks the pool when it starts its first workers, with a message that says so.
        ///
        /// @param options such as `-XX:+UseParallelGC`, each a string of its own
        /// @return this builder
        /// @throws IllegalArgumentException if one does not begin with `-`, sets the class path, which is for
        ///     [#classPath(List)], or has the JVM run something else, such as `-jar` or `-version`
        public Builder jvmOptions(String... options) {
            jvmOptions = ChosenOptions.jvmOptions(List.of(options));
            return this;
        }

        /// Sets the largest heap of a worker. By default all workers and this JVM fit in memory together.
        ///
        /// @param bytes at least 1 MiB
        /// @return this builder
        /// @throws IllegalArgumentException if the heap is smaller than 1 MiB
        public Builder maxHeap(long bytes) {
            if (bytes < 1 << 20) {
                throw new IllegalArgumentException("maxHeap must be at least 1 MiB, but is " + bytes + " bytes");
            }
            maxHeap = bytes;
            return this;
        }

        /// Adds variables to the workers' environment, which otherwise is this process's. Without `JAVA_TOOL_OPTIONS`
        /// and its like, whose options the workers take over from this JVM.
        ///
        /// @param variables names and values
        /// @return this builder
        /// @throws IllegalArgumentException if a name is empty or holds `=`, or a name or value holds the character 0
        public Builder environment(Map<String, String> variables) {
            environment = ChosenOptions.environment(variables);
            return this;
        }

        /// Sets the workers' working directory. By default this process's. If it is not there when a worker starts,
        /// that worker does not come up, and the pool breaks with a message that names it.
        ///
        /// @param directory an existing directory
        /// @return this builder
        public Builder workingDirectory(Path directory) {
            workingDirectory = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /// Sets the Java installation of the workers. By default this JVM's own. One that is too old, or not there,
        /// breaks the pool when it starts its first workers, with a message that says so.
        ///
        /// @param home the directory that holds `bin/java`; Java 25 or later
        /// @return this builder
        public Builder javaHome(Path home) {
            javaHome = Objects.requireNonNull(home, "home");
            return this;
        }

        /// Sets the workers' class path. By default this JVM's own class path or module path. This library is added.
        ///
        /// @param entries directories and JAR files
        /// @return this builder
        /// @throws IllegalArgumentException if one holds the character that separates entries
        public Builder classPath(List<Path> entries) {
            classPath = ChosenOptions.classPath(entries);
            return this;
        }

        /// Sets where the lines go that tasks write to standard output and standard error. By default
        /// [WorkerOutput#INHERIT].
        ///
        /// @param output takes the lines
        /// @return this builder
        public Builder workerOutput(WorkerOutput output) {
            workerOutput = Objects.requireNonNull(output, "output");
            return this;
        }

        /// Sets whether workers start from a cache on disk that holds the classes of the JDK and of this library ready
        /// for use, and whether such a cache is made. By default both: the first program that runs for more than a few
        /// seconds has a process of the lowest priority make one for its class path, options and JDK, in
        /// `$XDG_CACHE_HOME/concurrent-futures` or `~/.cache/concurrent-futures`; workers that are started after that
        /// take half the time to come up. Where it can not be made or used, workers start without, and nothing is said.
        ///
        /// The system property `concurrent.futures.startupCache` turns it off for the whole program by the value `off`,
        /// or names another folder.
        ///
        /// @param wanted whether
        /// @return this builder
        public Builder startupCache(boolean wanted) {
            startupCache = wanted;
            return this;
        }

        /// Has the JVM's flight recorder record each worker. When a worker has ended, its recording is in the folder,
        /// named after the pool and its process id, such as `ProcessPoolExecutor-0-4711.jfr`. Of one that was killed,
        /// it tells what the recorder had written by then, which it does once a second; of one that was killed before
        /// the first time, there is none. [#close()] waits for the recordings. By default workers are not recorded.
        ///
        /// What this process knows of tasks and workers is in its own recording, if it is recorded. Workers that are
        /// recorded start without the startup cache.
        ///
        /// @param folder where the recordings are gathered; made by [#build()] if it is not there
        /// @return this builder
        /// @throws IllegalArgumentException if its path holds a comma, a quotation mark or a percent sign, which the
        ///     option of the JVM can not
        public Builder recording(Path folder) {
            recording = ChosenOptions.recording(folder);
            return this;
        }

        /// Makes the pool; it starts no worker before the first task.
        ///
        /// @return a new pool
        /// @throws NotSerializableTaskException if the initializer can not be sent
        /// @throws java.io.UncheckedIOException if the folder for recordings can not be made
        /// @throws IllegalStateException in a task of a pool that was opened in a task of a pool, and so on, more than
        ///     eight deep
        public ProcessPoolExecutor build() {
            return new ProcessPoolExecutor(this);
        }

        private Settings settings() {
            String name = "ProcessPoolExecutor-" + POOL_NUMBERS.getAndIncrement();
            return new Settings(
                    name,
                    maxWorkers,
                    initializer,
                    maxTasksPerWorker,
                    maxWorkerMemory,
                    idleTimeout,
                    cancelGrace,
                    startupTimeout,
                    spareWorkers,
                    jvmOptions,
                    maxHeap,
                    environment,
                    workingDirectory,
                    javaHome,
                    classPath,
                    workerOutput,
                    startupCache,
                    recording == null ? null : new Recordings(recording, name));
        }
    }
}
