package concurrent.futures.internal.process.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerOutput;
import concurrent.futures.internal.process.pool.Signs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Lets it happen, amid 200 other tasks, and looks at what came of it.
final class Scene {
    /// For what never ends.
    private static final Duration LIMIT = Duration.ofMillis(300);

    /// Long enough for those that start, however busy the machine is.
    private static final Duration STARTUP = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Way way;
    private final Place place;
    private final Outcome expected;
    private final Path folder;

    Scene(Way way, Place place, Outcome expected, Path folder) throws IOException {
        this.way = way;
        this.place = place;
        this.expected = expected;
        this.folder = Files.createDirectories(folder.resolve(place + "-" + way));
    }

    static ProcessPoolExecutor.Builder builder(int workers, Path folder) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .maxHeap(64 << 20)
                .jvmOptions(options(folder))
                .cancelGrace(Duration.ofMillis(50))
                .workerOutput(WorkerOutput.DISCARD);
    }

    private static String[] options(Path folder, String... more) {
        String[] options = new String[more.length + 2];
        options[0] = "-XX:MaxMetaspaceSize=40m";
        options[1] = "-XX:ErrorFile=" + folder.resolve("hs_err_%p.log");
        System.arraycopy(more, 0, options, 2, more.length);
        return options;
    }

    /// In a pool that goes on afterwards.
    void play(ProcessPoolExecutor pool) throws Exception {
        try {
            Crowd crowd = new Crowd(folder);
            if (expected == Outcome.WAITS) {
                whileSubmitWaits(pool, crowd);
            } else if (place == Place.BETWEEN) {
                harmAnIdleWorker(pool);
                crowd.half(pool);
                crowd.half(pool);
            } else {
                crowd.half(pool);
                Future<?> victim = victim(pool);
                crowd.half(pool);
                expected.check(way, victim);
            }
            crowd.checkValues();
            checkHealthy(pool);
        } finally {
            Signs.leave(folder.resolve("never").toString(), "the end of the loop");
            endGrandchildren();
        }
    }

    /// In a pool of its own.
    void play() throws Exception {
        try {
            switch (place) {
                case CLOSING -> whileClosing();
                case INITIALIZER -> {
                    String to = folder.toString();
                    Way how = way;
                    boolean always = !way.endsTheProcess();
                    inItsOwn(Scene.builder(2, folder)
                            .startupTimeout(way.isEndless() ? STARTUP : LONG)
                            .initializer(() -> {
                                if (always) {
                                    Harm.doesUndeclared(how, to);
                                } else {
                                    StartAgent.once(how, to);
                                }
                            })
                            .build());
                }
                case START ->
                    inItsOwn(Scene.builder(2, folder)
                            .startupTimeout(way.isEndless() ? STARTUP : LONG)
                            .jvmOptions(options(folder, "-javaagent:" + agent() + "=" + way + ":" + folder))
                            .build());
                case HOOK -> {
                    String to = folder.toString();
                    Way how = way;
                    ProcessPoolExecutor pool = Scene.builder(1, folder).build();
                    pool.submit(() -> Hooks.add(how, to)).result();
                    inItsOwn(pool);
                }
                default -> throw new AssertionError(place);
            }
        } finally {
            endGrandchildren();
        }
    }

    private void inItsOwn(ProcessPoolExecutor pool) {
        Crowd crowd = new Crowd(folder);
        try (pool) {
            crowd.half(pool);
            crowd.half(pool);
            if (expected == Outcome.BROKEN) {
                crowd.checkBroken(failure -> expected.check(way, failure));
            } else {
                crowd.checkValues();
                checkHealthy(pool);
            }
        }
        assertTrue(pool.isTerminated());
    }

    private void whileClosing() throws Exception {
        String begun = folder.resolve("begun").toString();
        String closing = folder.resolve("closing").toString();
        String to = folder.toString();
        Way how = way;
        ProcessPoolExecutor pool = Scene.builder(2, folder).build();
        try (pool) {
            Crowd crowd = new Crowd(folder);
            crowd.half(pool);
            Future<?> victim = patience(pool).submit(() -> {
                Signs.leave(begun, "begun");
                Signs.await(Path.of(closing));
                Harm.does(how, to);
                return Crowd.VALUE_OF_THE_VICTIM;
            });
            crowd.half(pool);
            Signs.await(Path.of(begun));
            pool.shutdown();
            Signs.leave(closing, "now");
            expected.check(way, victim);
            crowd.checkValues();
            assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
        }
    }

    /// With a time limit, for what never ends.
    private Executor patience(ProcessPoolExecutor pool) {
        return way.isEndless() ? pool.with(TaskOptions.defaults().withTimeout(LIMIT)) : pool;
    }

    private Future<?> victim(ProcessPoolExecutor pool) {
        Executor executor = patience(pool);
        String to = folder.toString();
        Way how = way;
        Grenade grenade = new Grenade(way, place, Signs.pid(), to);
        return switch (place) {
            case ARGUMENT_WRITTEN, ARGUMENT_READ -> executor.submit(() -> grenade.value());
            case RESULT_WRITTEN, RESULT_READ -> executor.submit(() -> grenade.copy());
            default ->
                executor.submit(() -> {
                    Harm.does(how, to);
                    return Crowd.VALUE_OF_THE_VICTIM;
                });
        };
    }

    /// The call that submits the victim comes back when its argument has been written, after all others.
    private void whileSubmitWaits(ProcessPoolExecutor pool, Crowd crowd) throws Exception {
        CompletableFuture<Future<?>> submitted = new CompletableFuture<>();
        crowd.half(pool);
        Thread caller = Thread.ofPlatform().start(() -> submitted.complete(victim(pool)));
        Signs.await(folder.resolve("gone-off"));
        crowd.half(pool);
        crowd.checkValues();
        assertFalse(submitted.isDone());
        Signs.leave(folder.resolve("never").toString(), "the end of the loop");
        Outcome.VALUE.check(way, submitted.get());
        caller.join();
    }

    /// A thread that a task left behind does it, when no task runs.
    private void harmAnIdleWorker(ProcessPoolExecutor pool) throws Exception {
        String go = folder.resolve("go").toString();
        String done = folder.resolve("done").toString();
        String to = folder.toString();
        Way how = way;
        long pid = pool.submit(() -> Hooks.later(how, to, go, done)).result();
        Signs.leave(go, "now");
        if (way.endsTheProcess()) {
            ProcessHandle.of(pid).ifPresent(worker -> worker.onExit().join());
        } else {
            Signs.await(Path.of(done));
        }
    }

    private static void checkHealthy(ProcessPoolExecutor pool) {
        assertEquals(42, pool.submit(() -> 42).result());
        ExecutorStatistics statistics = pool.statistics();
        assertEquals(0, statistics.pending(), statistics::toString);
        assertEquals(0, statistics.running(), statistics::toString);
        assertEquals(
                statistics.submitted(),
                statistics.succeeded() + statistics.failed() + statistics.cancelled(),
                statistics::toString);
    }

    private Path agent() throws IOException {
        Path jar = folder.resolve("agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", StartAgent.class.getName());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.finish();
        }
        return jar;
    }

    private void endGrandchildren() throws Exception {
        for (String pid : Signs.read(folder.resolve("grandchildren"))) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(grandchild -> {
                grandchild.destroyForcibly();
                grandchild.onExit().join();
            });
        }
    }
}
