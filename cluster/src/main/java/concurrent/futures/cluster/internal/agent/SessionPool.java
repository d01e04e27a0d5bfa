package concurrent.futures.cluster.internal.agent;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerOutput;
import concurrent.futures.cluster.internal.agent.files.JarCache;
import concurrent.futures.cluster.internal.agent.files.OwnClassPath;
import concurrent.futures.cluster.internal.protocol.Jar;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.PoolOptions;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.worker.WorkerSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the process pool of a session: gets the jars first. In a thread of its own.
final class SessionPool {
    private final AgentSettings settings;
    private final JarCache cache;
    private final Session session;
    private final DriverLine driver;
    private final List<String> used = new ArrayList<>();
    private volatile @Nullable ProcessPoolExecutor made;

    SessionPool(AgentSettings settings, JarCache cache, Session session) {
        this.settings = settings;
        this.cache = cache;
        this.session = session;
        this.driver = session.line();
    }

    /// Makes it.
    ///
    /// @param slots how many workers
    /// @return the pool; its jars stay until [#release]
    /// @throws IllegalArgumentException if the driver wants what can not be
    ProcessPoolExecutor make(int slots) throws IOException, InterruptedException {
        List<Path> classPath = new ArrayList<>(OwnClassPath.ofWorkers());
        for (Jar jar : session.hello().jars()) {
            Path file = cache.use(
                    jar,
                    fresh -> driver.fetch(new Question.FetchJar(session.number(), jar.hash()), Purpose.JAR, fresh));
            used.add(jar.hash());
            classPath.add(file);
        }
        PoolOptions options = session.hello().pool();
        ProcessPoolExecutor.Builder builder = ProcessPoolExecutor.builder()
                .maxWorkers(Math.max(1, slots))
                .cancelGrace(Duration.ofNanos(options.cancelGraceNanos()))
                .classPath(classPath)
                .startupCache(settings.startupCache())
                .workerOutput(output())
                .jvmOptions(options.jvmOptions().toArray(String[]::new));
        if (settings.workerHeap() > 0) {
            builder.maxHeap(settings.workerHeap());
        }
        if (options.maxTasksPerWorker() > 0) {
            builder.maxTasksPerWorker(options.maxTasksPerWorker());
        }
        byte[] initializer = options.initializer();
        if (initializer != null) {
            builder.initializer(new WorkerSetup(initializer, options.definitions()));
        }
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(session.loader());
        try {
            ProcessPoolExecutor pool = builder.build();
            made = pool;
            return pool;
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private WorkerOutput output() {
        return (pid, line) ->
                session.post(new Message.WorkerTold(session.number(), Message.WorkerEvent.PRINTED, "", pid, 0, line));
    }

    /// The pool.
    ///
    /// @return `null` if it is not made, or not yet
    @Nullable
    ProcessPoolExecutor made() {
        return made;
    }

    /// Has a pool come to its end. Does not block.
    ///
    /// @param pool of a session
    /// @param how its driver wants it
    static void end(ProcessPoolExecutor pool, Message.Ending how) {
        switch (how) {
            case DONE -> pool.shutdown();
            case TERMINATE -> pool.terminateWorkers();
            case KILL -> pool.killWorkers();
        }
    }

    /// The jars are not used any more. Not while it is being made.
    void release() {
        used.forEach(cache::release);
    }
}
