package concurrent.futures.internal.process.pool;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// What tasks in other processes leave to be seen: lines in a file, and files that are waited for.
public final class Signs {
    private static volatile boolean armed;

    private Signs() {}

    /// Adds a line.
    public static void leave(String file, String line) {
        try {
            Files.writeString(Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines that were left.
    public static List<String> read(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until a file has a line.
    public static void await(Path file) throws IOException, InterruptedException {
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            file.getParent()
                    .register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (read(file).isEmpty()) {
                WatchKey key = watch.poll(30, TimeUnit.SECONDS);
                if (key == null) {
                    throw new AssertionError(file + " does not come");
                }
                key.pollEvents();
                key.reset();
            }
        }
    }

    /// Takes the next turn, and waits until it has come.
    public static void comeUpInTurn(String place) {
        try {
            int turn = 0;
            while (!new File(place, "taken-" + turn).createNewFile()) {
                turn++;
            }
            leave(place + "/turn-" + turn, "");
            await(Path.of(place, "up-" + turn));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Spins, whatever anybody says, until a file exists.
    public static void spinUntil(String file) {
        while (!Files.exists(Path.of(file))) {
            Thread.interrupted();
            Thread.onSpinWait();
        }
    }

    /// A moment at random, up to some microseconds from now.
    public static void pause(int mostMicros) {
        LockSupport.parkNanos(
                TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextInt(mostMicros)));
    }

    /// Sends a signal.
    public static void signal(long pid, String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " " + pid + ": exit code " + exit);
        }
    }

    /// The signals that a program ignores which is started here: bit 0 for signal 1, and so on.
    public static long ignoredByAProgram() throws IOException {
        Process program = new ProcessBuilder("grep", "SigIgn", "/proc/self/status").start();
        String line = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), 16);
    }

    /// Suspends the process that calls this. The signal is sent to the thread that calls: by its process's number, any
    /// thread may take it, and where processors are scarce this one would go on until that comes to it.
    public static void suspend() {
        try {
            Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            signal(Long.parseLong(thread.toString()), "STOP");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Has the process that calls this suspend itself at the next call of [#suspendIfArmed()].
    public static void armSuspension() {
        armed = true;
    }

    /// Suspends the process that calls this, if it is to.
    public static void suspendIfArmed() {
        if (armed) {
            armed = false;
            suspend();
        }
    }

    /// Whether a process is suspended, with all its threads: the signal reaches one after the other.
    public static boolean isSuspended(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                if (!Files.readString(thread.resolve("status")).contains("State:\tT")) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// The process that runs the task.
    public static long pid() {
        return ProcessHandle.current().pid();
    }

    /// Overflows the stack.
    @SuppressWarnings("InfiniteRecursion") // that is its purpose
    public static int dive(int depth) {
        return depth < 0 ? 0 : dive(depth + 1) + 1;
    }

    /// Exhausts the heap.
    public static int hoard(List<long[]> hoard) {
        while (true) {
            hoard.add(new long[1 << 17]);
        }
    }

    /// Whether the application's class loader of this process has loaded a class, which needs
    /// `--add-opens=java.base/java.lang=ALL-UNNAMED`.
    public static boolean isLoaded(String name) {
        try {
            Method find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
            find.setAccessible(true);
            return find.invoke(ClassLoader.getSystemClassLoader(), name) != null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
