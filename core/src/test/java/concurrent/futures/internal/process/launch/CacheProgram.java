package concurrent.futures.internal.process.launch;

import concurrent.futures.ProcessPoolExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program with a pool, for the tests of the startup cache; and for the build, which has it make the one from which
/// the workers of all tests start.
///
/// Arguments: a file for what the worker's JVM says of its classes; then `wait` and a folder to wait until there is a
/// cache in it, `anew` and a folder to empty it and to do so then, `begun` and a folder to wait until one is being
/// made, `closed` and a folder to close the pool then and to go on until no process is left, `own` and a file to use
/// that cache and no other, `wrong` to start workers that can not come up, or `without` to do without one.
public final class CacheProgram {
    /// What makes a cache has the lowest priority, and other tests run beside this one.
    private static final long LONG_SECONDS = 600;

    private CacheProgram() {}

    /// Runs.
    ///
    /// @param args see above
    /// @throws Exception if no cache is made
    public static void main(String[] args) throws Exception {
        String mode = args.length > 1 ? args[1] : "";
        ProcessPoolExecutor.Builder builder = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .startupCache(!mode.equals("without"))
                .jvmOptions("-Xlog:class+load:file=" + args[0]);
        if (mode.equals("anew")) {
            empty(Path.of(args[2]));
        }
        if (mode.equals("own")) {
            builder.jvmOptions("-Xlog:class+load:file=" + args[0], "-XX:AOTMode=on", "-XX:AOTCache=" + args[2]);
        }
        if (mode.equals("wrong")) {
            builder.jvmOptions("-XX:+NoSuchOption");
        }
        try (ProcessPoolExecutor pool = builder.build()) {
            int result = pool.submit(() -> 42).result();
            if (!mode.equals("anew")) {
                System.out.println(result);
            }
            switch (mode) {
                case "wait" -> expect(Path.of(args[2]), ".txt");
                case "anew" -> makeIfPossible(Path.of(args[2]));
                case "begun", "closed" -> expect(Path.of(args[2]), ".failed");
                default -> {}
            }
        }
        if (mode.equals("closed")) {
            for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
                process.onExit().get(LONG_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static void makeIfPossible(Path folder) throws Exception {
        if (!CacheTraining.isPossible() || !await(folder, ".txt")) {
            System.out.println("No startup cache was made: tests run without one, and take longer.");
        }
    }

    private static void expect(Path folder, String suffix) throws Exception {
        if (!await(folder, suffix)) {
            throw new IllegalStateException("nothing was made in " + folder);
        }
    }

    private static boolean await(Path folder, String suffix) throws Exception {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!has(folder, suffix)) {
                WatchKey key = watch.poll(LONG_SECONDS, TimeUnit.SECONDS);
                if (key == null) {
                    return false;
                }
                key.pollEvents();
                key.reset();
            }
            return true;
        }
    }

    private static void empty(Path folder) throws Exception {
        Files.createDirectories(folder.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean has(Path folder, String suffix) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(suffix));
        }
    }
}
