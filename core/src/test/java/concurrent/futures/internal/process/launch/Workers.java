package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.WorkerOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts [Child] processes, collects what they print, and sees to it that nothing is left of them.
final class Workers implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);

    private static final String NAME = "Test-0-worker-";

    private final List<Launcher> launchers = new ArrayList<>();
    private final List<WorkerProcess> started = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);

    /// Takes the lines of the workers of this fixture.
    WorkerOutput output() {
        return (pid, line) -> {
            synchronized (lines) {
                lines.add(line);
            }
            if (line.equals("ready")) {
                ready.countDown();
            }
        };
    }

    /// The lines so far.
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    LaunchChoices settings() {
        return LaunchChoices.of(2).withMaxHeap(64 << 20).withOutput(output());
    }

    Launcher launcher(LaunchChoices settings) throws IOException {
        Launcher launcher = new Launcher(settings.settings(), Child.class.getName());
        launchers.add(launcher);
        return launcher;
    }

    WorkerProcess start(Launcher launcher, String... script) throws IOException {
        byte[] handover = String.join("\n", script).getBytes(StandardCharsets.UTF_8);
        WorkerProcess worker = launcher.start(NAME + started.size(), () -> handover);
        started.add(worker);
        return worker;
    }

    WorkerProcess start(String... script) throws IOException {
        return start(launcher(settings()), script);
    }

    /// Starts a worker and waits until it says that it is ready.
    WorkerProcess startReady(String... script) throws Exception {
        return startReady(launcher(settings()), script);
    }

    WorkerProcess startReady(Launcher launcher, String... script) throws Exception {
        WorkerProcess worker = start(launcher, script);
        assertTrue(ready.await(LONG.toSeconds(), TimeUnit.SECONDS), () -> "not ready: " + lines());
        return worker;
    }

    /// Runs a worker to its end and gives the lines that it printed.
    List<String> run(LaunchChoices settings, String... script) throws IOException {
        start(launcher(settings), script).awaitDeath();
        return lines();
    }

    /// What follows a word in one of the lines.
    List<String> reported(String word) {
        return lines().stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    static void signal(String signal, long pid) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor());
    }

    @Override
    public void close() throws IOException {
        for (WorkerProcess worker : started) {
            worker.kill("the test is over");
            worker.awaitDeath();
        }
        launchers.forEach(Launcher::close);
        for (Launcher launcher : launchers) {
            assertTrue(Files.notExists(launcher.directory().path()), "private directory");
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(NAME)) {
                try {
                    assertTrue(thread.join(LONG), thread::getName);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
    }

    /// The private directories of this JVM.
    static List<Path> directories(Path place) throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(path -> Owner.ofThisJvm()
                            .equals(Owner.parse(path.getFileName().toString())))
                    .toList();
        }
    }
}
