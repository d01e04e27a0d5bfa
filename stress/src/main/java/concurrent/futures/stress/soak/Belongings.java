package concurrent.futures.stress.soak;

import concurrent.futures.stress.account.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What this process holds at one moment: processes, threads, descriptors, and the library's temporary directories.
///
/// @param processes the processes that descend from this one
/// @param threads the threads
/// @param descriptors the number of open files, sockets and pipes
/// @param directories the library's directories of this process
public record Belongings(Set<ProcessHandle> processes, Set<Thread> threads, int descriptors, Set<Path> directories) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Path IN_MEMORY = Path.of("/dev/shm");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /// Threads that the JVM has for itself, and the library's that end by themselves, or that there is one of for good.
    private static final List<String> RESIDENTS = List.of(
            "process reaper",
            "Common-Cleaner",
            "Attach Listener",
            "ForkJoinPool",
            "MasterPoller",
            "VirtualThread-unblocker",
            "concurrent-futures-cleaner",
            "concurrent-futures-timer",
            "concurrent-futures-keep-alive");

    /// Looks.
    ///
    /// @return what there is now
    public static Belongings now() {
        return new Belongings(
                ProcessHandle.current()
                        .descendants()
                        .filter(ProcessHandle::isAlive)
                        .collect(Collectors.toSet()),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> RESIDENTS.stream().noneMatch(thread.getName()::startsWith))
                        .collect(Collectors.toSet()),
                list(DESCRIPTORS, "").size(),
                Set.copyOf(filesOf(ProcessHandle.current().pid())));
    }

    /// Tells what files of the library other processes have left, once they have had time to go.
    ///
    /// @param pids of the processes, which have ended
    /// @param grace how long that may take
    /// @return what is left
    /// @throws InterruptedException if the thread is interrupted
    public static List<Fault> filesOf(Set<Long> pids, Duration grace) throws InterruptedException {
        long until = System.nanoTime() + grace.toNanos();
        while (true) {
            List<Fault> left = pids.stream()
                    .flatMap(pid -> filesOf(pid).stream())
                    .map(file -> left("file " + file))
                    .toList();
            if (left.isEmpty() || System.nanoTime() > until) {
                return left;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static List<Path> filesOf(long pid) {
        String prefix = "jcf-" + Long.toString(pid, Character.MAX_RADIX) + "-";
        List<Path> files = new ArrayList<>(list(Path.of(System.getProperty("java.io.tmpdir")), prefix));
        files.addAll(list(IN_MEMORY, prefix));
        return files;
    }

    /// Tells what is there now and was not before, once it has had time to go.
    ///
    /// @param grace how long that may take
    /// @return what is left
    /// @throws InterruptedException if the thread is interrupted
    public List<Fault> leftSince(Duration grace) throws InterruptedException {
        long until = System.nanoTime() + grace.toNanos();
        List<Fault> left = more(now());
        while (!left.isEmpty() && System.nanoTime() < until) {
            Thread.sleep(LOOK_EVERY);
            left = more(now());
        }
        return left;
    }

    private List<Fault> more(Belongings now) {
        List<Fault> left = new ArrayList<>();
        for (ProcessHandle process : minus(now.processes, processes)) {
            left.add(left("process " + process.pid() + " " + process.info()));
        }
        for (Thread thread : minus(now.threads, threads)) {
            left.add(left(thread.toString()));
        }
        for (Path directory : minus(now.directories, directories)) {
            left.add(left("directory " + directory));
        }
        if (now.descriptors > descriptors) {
            left.add(left((now.descriptors - descriptors) + " descriptors: " + targets()));
        }
        return left;
    }

    private static <T> Set<T> minus(Set<T> all, Set<T> known) {
        Set<T> rest = new HashSet<>(all);
        rest.removeAll(known);
        return rest;
    }

    private static Fault left(String what) {
        return new Fault(Fault.Kind.LEFT, -1, what);
    }

    private static List<String> targets() {
        List<String> targets = new ArrayList<>();
        for (Path descriptor : list(DESCRIPTORS, "")) {
            try {
                targets.add(Files.readSymbolicLink(descriptor).toString());
            } catch (IOException e) {
                // It was closed meanwhile.
            }
        }
        return targets;
    }

    /// The entries of a folder whose names begin like this; none where there is no such folder.
    private static List<Path> list(Path folder, String prefix) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
