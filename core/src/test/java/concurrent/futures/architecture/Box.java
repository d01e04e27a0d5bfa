package concurrent.futures.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Optional;
import java.util.Set;

/// A part of the module, and the parts that it may use: the arrows of `docs/design.md`.
enum Box {
    /// What users, and authors of executors, import.
    API,
    /// What all of it uses: threads, the clock, guards. Behind the API, and known to it.
    INTERNAL,
    /// The future, and waiting for many. Behind the API, and known to it.
    FUTURE,
    /// The life of an executor.
    LIFE,
    /// Maps under way. Behind the API, and known to it.
    MAP,
    /// What executors tell of themselves. Behind the API, and known to it.
    EVENT,
    /// How far work has come, for people. Behind the API, and known to it.
    PROGRESS,
    /// The thread pools.
    THREADS,
    /// Frames, and their bytes.
    WIRE,
    /// What encoded values refer to by number.
    DICTIONARY,
    /// Everyday values to bytes and back.
    GRAPH,
    /// Throwables to bytes and back.
    THROWABLES,
    /// Objects to bytes and back.
    VALUES,
    /// Classes to where they are missing.
    SHIPPING,
    /// The command line of a worker process.
    COMMAND,
    /// How a worker process died.
    DEATH,
    /// What a worker process prints.
    OUTPUT,
    /// Startup caches of worker processes on disk.
    CACHE,
    /// Starts worker processes.
    LAUNCH,
    /// Moves frames between two processes.
    TRANSPORT,
    /// The parent's side of what tasks in workers want of their pool.
    POOL_NESTED,
    /// The lock of a pool.
    POOL_LOCK,
    /// What goes to workers.
    POOL_SENDING,
    /// How much and how long: the limits of a pool.
    POOL_LIMITS,
    /// What waits for a worker.
    POOL_WAITING,
    /// Which worker gets which task.
    POOL_HANDOUT,
    /// Who accompanies a worker.
    POOL_LISTENING,
    /// What tasks log.
    LOGGING,
    /// Values that many tasks use: both sides.
    BROADCAST,
    /// Memory that processes share: both sides.
    MEMORY,
    /// The parent's side of the process pool.
    POOL,
    /// Makes startup caches, in a process of its own.
    TRAINING,
    /// The child's side of what tasks in workers want of their pool.
    WORKER_NESTED,
    /// The child's side of the process pool.
    WORKER,
    /// The executors that users make, and what they share with their workers: nothing knows them.
    EXECUTORS;

    Set<Box> mayUse() {
        return switch (this) {
            case API -> Set.of(INTERNAL, FUTURE, MAP, EVENT, PROGRESS);
            case INTERNAL -> Set.of(API);
            case FUTURE, LIFE, EVENT -> Set.of(API, INTERNAL);
            case PROGRESS -> Set.of(API, INTERNAL, FUTURE);
            case MAP -> Set.of(API, INTERNAL, FUTURE, PROGRESS);
            case THREADS -> Set.of(API, INTERNAL, FUTURE, LIFE, EVENT);
            case WIRE -> Set.of();
            case DICTIONARY -> Set.of(WIRE);
            case GRAPH -> Set.of(WIRE, DICTIONARY);
            case THROWABLES -> Set.of(API, WIRE);
            case VALUES -> Set.of(API, WIRE, DICTIONARY, GRAPH, THROWABLES);
            case SHIPPING -> Set.of(API, DICTIONARY);
            case COMMAND -> Set.of(API, DEATH, LOGGING);
            case DEATH -> Set.of(API);
            case OUTPUT -> Set.of(API, INTERNAL, PROGRESS);
            case CACHE -> Set.of(COMMAND);
            case LAUNCH -> Set.of(API, INTERNAL, COMMAND, CACHE, DEATH, OUTPUT);
            case TRANSPORT -> Set.of(API, INTERNAL, WIRE);
            case POOL_NESTED -> Set.of(API, INTERNAL, FUTURE, WIRE, THROWABLES, VALUES);
            case WORKER_NESTED -> Set.of(API, INTERNAL, FUTURE, LIFE, WIRE, THROWABLES, VALUES);
            case POOL_LOCK -> Set.of(INTERNAL);
            case POOL_LIMITS, POOL_WAITING -> Set.of();
            case POOL_SENDING -> Set.of(POOL_NESTED, API, INTERNAL, WIRE, DICTIONARY, THROWABLES, VALUES, TRANSPORT);
            case POOL_HANDOUT ->
                Set.of(
                        POOL_LIMITS,
                        POOL_LOCK,
                        POOL_SENDING,
                        POOL_WAITING,
                        API,
                        INTERNAL,
                        FUTURE,
                        LIFE,
                        EVENT,
                        WIRE,
                        DICTIONARY,
                        THROWABLES,
                        VALUES,
                        LAUNCH,
                        DEATH,
                        TRANSPORT);
            case POOL_LISTENING ->
                Set.of(
                        POOL_HANDOUT,
                        POOL_LOCK,
                        POOL_NESTED,
                        POOL_SENDING,
                        API,
                        INTERNAL,
                        LIFE,
                        WIRE,
                        DICTIONARY,
                        THROWABLES,
                        VALUES,
                        SHIPPING,
                        LAUNCH,
                        COMMAND,
                        DEATH,
                        LOGGING,
                        BROADCAST,
                        MEMORY,
                        TRANSPORT);
            case LOGGING -> Set.of(INTERNAL, WIRE);
            case BROADCAST -> Set.of(API, INTERNAL, WIRE, VALUES);
            case MEMORY -> Set.of(API, INTERNAL, WIRE, LAUNCH);
            case POOL ->
                Set.of(
                        POOL_HANDOUT,
                        POOL_LIMITS,
                        POOL_LISTENING,
                        POOL_LOCK,
                        POOL_NESTED,
                        POOL_SENDING,
                        API,
                        INTERNAL,
                        FUTURE,
                        LIFE,
                        EVENT,
                        WIRE,
                        DICTIONARY,
                        THROWABLES,
                        VALUES,
                        SHIPPING,
                        LAUNCH,
                        COMMAND,
                        DEATH,
                        LOGGING,
                        BROADCAST,
                        MEMORY);
            case TRAINING -> Set.of(API, INTERNAL, COMMAND, CACHE, LAUNCH, POOL);
            case WORKER ->
                Set.of(
                        WORKER_NESTED,
                        API,
                        INTERNAL,
                        WIRE,
                        DICTIONARY,
                        VALUES,
                        SHIPPING,
                        LOGGING,
                        BROADCAST,
                        MEMORY,
                        TRANSPORT);
            case EXECUTORS -> Set.of(API, INTERNAL, WIRE, THREADS, COMMAND, BROADCAST, MEMORY, POOL);
        };
    }

    /// The box of a class; empty if the class is not under `root`, or no more than the comment of a package.
    ///
    /// @throws IllegalArgumentException if it is under `root`, in a package that nobody gave a place
    static Optional<Box> of(JavaClass type, String root) {
        String name = type.getPackageName();
        boolean isUnderRoot = name.equals(root) || name.startsWith(root + ".");
        if (!isUnderRoot || type.getSimpleName().equals("package-info")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (name.substring(root.length())) {
                    case "" -> isExecutor(outermost(type)) ? EXECUTORS : API;
                    case ".spi", ".event" -> API;
                    case ".internal" -> INTERNAL;
                    case ".internal.future" -> FUTURE;
                    case ".internal.life" -> LIFE;
                    case ".internal.map" -> MAP;
                    case ".internal.event", ".internal.event.jfr" -> EVENT;
                    case ".internal.progress" -> PROGRESS;
                    case ".internal.threads" -> THREADS;
                    case ".internal.wire" -> WIRE;
                    case ".internal.wire.dictionary" -> DICTIONARY;
                    case ".internal.wire.graph" -> GRAPH;
                    case ".internal.wire.throwables" -> THROWABLES;
                    case ".internal.wire.values" -> VALUES;
                    case ".internal.shipping" -> SHIPPING;
                    case ".internal.process.launch" -> LAUNCH;
                    case ".internal.process.launch.cache" -> CACHE;
                    case ".internal.process.launch.command" -> COMMAND;
                    case ".internal.process.launch.death" -> DEATH;
                    case ".internal.process.launch.output" -> OUTPUT;
                    case ".internal.process.logging" -> LOGGING;
                    case ".internal.process.broadcast" -> BROADCAST;
                    case ".internal.process.memory" -> MEMORY;
                    case ".internal.process.transport" -> TRANSPORT;
                    case ".internal.process.pool" -> POOL;
                    case ".internal.process.pool.nested" -> POOL_NESTED;
                    case ".internal.process.pool.lock" -> POOL_LOCK;
                    case ".internal.process.pool.sending" -> POOL_SENDING;
                    case ".internal.process.pool.handout" -> POOL_HANDOUT;
                    case ".internal.process.pool.limits" -> POOL_LIMITS;
                    case ".internal.process.pool.waiting" -> POOL_WAITING;
                    case ".internal.process.pool.listening" -> POOL_LISTENING;
                    case ".internal.process.training" -> TRAINING;
                    case ".internal.process.worker" -> WORKER;
                    case ".internal.process.worker.nested" -> WORKER_NESTED;
                    default ->
                        throw new IllegalArgumentException(
                                name + " is a package without a place: give it one here and in docs/design.md");
                });
    }

    private static boolean isExecutor(JavaClass type) {
        boolean isExecutor = !type.isInterface() && type.isAssignableTo(java.util.concurrent.Executor.class);
        return isExecutor || type.getSimpleName().equals("SharedMemory");
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Box::outermost).orElse(type);
    }
}
