package concurrent.futures.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test that leaves a thread, a child process, a socket or pipe, a mapping or a private directory behind.
///
/// What is there when the test begins may stay. The library's own keep-alive thread ends by itself soon after the last
/// task: it may outlive a test, but not its class.
public final class NothingLeftBehind implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(NothingLeftBehind.class);

    /// Threads that belong to the JVM, to JUnit, to this kit, or to the library for good.
    private static final List<String> RESIDENTS = List.of(
            "process reaper",
            "Common-Cleaner",
            "Attach Listener",
            "ForkJoinPool",
            "JFR",
            "junit-",
            "surefire",
            "ping-",
            "last-ditch-daemon-shutdown",
            GateServer.THREAD_NAME,
            Watchdog.THREAD_NAME,
            "concurrent-futures-cleaner",
            "concurrent-futures-timer");

    /// Threads that end by themselves when nothing is to do.
    private static final List<String> TRANSIENTS =
            List.of("concurrent-futures-keep-alive", "concurrent-futures-recorder");

    /// Threads of a connection that other executors keep open: it makes them as it needs them. A node that stays has
    /// others, too, which would tell.
    private static final List<String> CONNECTIONS =
            List.of("hz.", "cluster-pd-bundler-", "cluster-Connection.Receiver ");

    private static final Duration GRACE = Duration.ofSeconds(5);

    /// A configuration parameter of JUnit: another grace, for the tests of this class.
    public static final String GRACE_MILLIS = "concurrent.futures.kit.graceMillis";

    /// How the names of the private directories of this process begin.
    private static final String PRIVATE =
            "jcf-" + Long.toString(ProcessHandle.current().pid(), 36) + "-";

    /// Made by JUnit.
    public NothingLeftBehind() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        GateServer.start();
        context.getStore(SPACE).put("before", Belongings.now());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Belongings before = context.getStore(SPACE).remove("before", Belongings.class);
        long deadline = System.nanoTime() + grace(context).toNanos();
        boolean sharesConnections = context.getRequiredTestInstance() instanceof Contract contract
                && contract.kind().can(Capability.SHARES_CONNECTIONS);
        for (Thread thread : Belongings.liveThreads()) {
            boolean mayStay = isTransient(thread) || (sharesConnections && isOfConnection(thread));
            if (!before.threads.contains(thread) && !mayStay) {
                join(thread, deadline);
            }
        }
        for (ProcessHandle child : Belongings.liveChildren()) {
            if (!before.children.contains(child)) {
                awaitExit(child, deadline);
            }
        }
        Set<String> left = before.newFiles(sharesConnections);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
            left = before.newFiles(sharesConnections);
        }
        if (!left.isEmpty()) {
            throw new AssertionError("left behind: " + left);
        }
    }

    /// Waits for the threads that end by themselves.
    @Override
    public void afterAll(ExtensionContext context) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        for (Thread thread : Belongings.liveThreads()) {
            if (isTransient(thread)) {
                join(thread, deadline);
            }
        }
    }

    private static Duration grace(ExtensionContext context) {
        Optional<String> millis = context.getConfigurationParameter(GRACE_MILLIS);
        if (millis.isPresent()) {
            return Duration.ofMillis(Long.parseLong(millis.get()));
        }
        Duration patience = context.getRequiredTestInstance() instanceof Contract contract
                ? contract.kind().patience()
                : GRACE;
        return patience.compareTo(GRACE) < 0 ? patience : GRACE;
    }

    private static boolean isTransient(Thread thread) {
        return TRANSIENTS.stream().anyMatch(thread.getName()::startsWith);
    }

    private static boolean isOfConnection(Thread thread) {
        return CONNECTIONS.stream().anyMatch(thread.getName()::startsWith);
    }

    private static void join(Thread thread, long deadline) {
        try {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                String stack = Arrays.stream(thread.getStackTrace())
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining("\n    at "));
                throw new AssertionError("left behind: " + thread + "\n    at " + stack);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for the end of " + thread, e);
        }
    }

    private static void awaitExit(ProcessHandle child, long deadline) {
        CompletableFuture<ProcessHandle> exit = child.onExit();
        try {
            exit.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (Exception e) {
            child.destroyForcibly();
            throw new AssertionError("left behind: process " + child.pid() + " " + child.info(), e);
        }
    }

    /// What this JVM holds at one moment.
    private record Belongings(Set<Thread> threads, Set<ProcessHandle> children, Set<String> files) {
        static Belongings now() {
            return new Belongings(liveThreads(), liveChildren(), openFiles());
        }

        static Set<Thread> liveThreads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(t -> RESIDENTS.stream().noneMatch(t.getName()::startsWith))
                    .filter(t -> isAliveInGroup(t.getThreadGroup()))
                    .collect(Collectors.toSet());
        }

        /// A thread that ends has no group from then on.
        private static boolean isAliveInGroup(@Nullable ThreadGroup group) {
            return group != null && !group.getName().equals("InnocuousThreadGroup");
        }

        static Set<ProcessHandle> liveChildren() {
            return ProcessHandle.current()
                    .descendants()
                    .filter(ProcessHandle::isAlive)
                    .collect(Collectors.toSet());
        }

        Set<String> newFiles(boolean sharesConnections) {
            Set<String> left = new TreeSet<>(openFiles());
            left.removeAll(files);
            left.removeIf(file -> sharesConnections && file.startsWith("socket:"));
            return left;
        }

        /// The library's temporary files, and the sockets, pipes and mappings of this process where the system tells.
        private static Set<String> openFiles() {
            Set<String> all = new HashSet<>();
            for (String folder : List.of(System.getProperty("java.io.tmpdir"), "/tmp", "/dev/shm")) {
                for (Path entry : list(Path.of(folder))) {
                    if (entry.getFileName().toString().startsWith(PRIVATE)) {
                        all.add(entry.toString());
                    }
                }
            }
            for (Path descriptor : list(Path.of("/proc/self/fd"))) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:") || target.startsWith("pipe:") || target.contains("/" + PRIVATE)) {
                        all.add(target);
                    }
                } catch (IOException e) {
                    // It was closed meanwhile.
                }
            }
            all.addAll(mappings());
            return all;
        }

        private static List<Path> list(Path folder) {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.toList();
            } catch (IOException e) {
                return List.of();
            }
        }

        private static List<String> mappings() {
            List<String> ours = new ArrayList<>();
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
                lines.filter(line -> line.contains("/" + PRIVATE)).forEach(ours::add);
            } catch (IOException e) {
                return ours;
            }
            return ours;
        }
    }
}
