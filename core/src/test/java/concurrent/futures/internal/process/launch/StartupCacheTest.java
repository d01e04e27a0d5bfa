package concurrent.futures.internal.process.launch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.process.launch.cache.CacheFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The startup cache of workers, by real programs of which the cache's making, use and misuse is seen.
class StartupCacheTest {
    /// Where the worker's JVM found the class that its program begins with.
    private static final String MAIN = "concurrent.futures.internal.process.worker.WorkerMain source: ";

    @TempDir
    private static Path shared;

    private static Path jar;

    /// With a cache in it.
    private static Path trained;

    @TempDir
    private Path directory;

    @BeforeAll
    static void train() throws Exception {
        jar = TestJars.application(shared.resolve("app.jar"), CacheProgram.class.getName(), Map.of());
        trained = folder(shared.resolve("trained"));
        Path temporary = Files.createDirectory(shared.resolve("tmp"));
        Path log = shared.resolve("log");
        List<String> options = List.of("-Djava.io.tmpdir=" + temporary);
        expect42(program(trained, options, log, "wait", trained.toString()));
        assertFalse(isFromCache(log), "there was none");
        awaitEndOfAll();
        List<String> names = names(trained);
        assertEquals(2, names.size(), names::toString);
        assertTrue(names.get(0).endsWith(".aot") && names.get(1).endsWith(".txt"), names::toString);
        assertEquals(List.of(), names(temporary), "left in java.io.tmpdir");
    }

    @Test
    void theNextProgramUsesIt() throws Exception {
        Path log = directory.resolve("log");
        expect42(program(trained, List.of(), log));
        assertTrue(isFromCache(log));
    }

    @Test
    void aBuilderOrAPropertyTurnsItOff() throws Exception {
        Path log = directory.resolve("log");
        expect42(program(trained, List.of(), log, "without"));
        assertFalse(isFromCache(log));
        Path home = Files.createDirectory(directory.resolve("home"));
        expect42(Jvm.run(
                List.of("-D" + CacheFolder.PROPERTY + "=off", "-jar", jar.toString(), log.toString()),
                Map.of("XDG_CACHE_HOME", home.toString()),
                directory));
        assertEquals(List.of(), names(home));
    }

    @Test
    void theUsualPlaceIsTheUsersCache() throws Exception {
        Path home = directory.resolve("home");
        copy(trained, home.resolve("concurrent-futures"));
        Path log = directory.resolve("log");
        expect42(Jvm.run(
                List.of("-jar", jar.toString(), log.toString()), Map.of("XDG_CACHE_HOME", home.toString()), directory));
        assertTrue(isFromCache(log));
    }

    @Test
    void aCacheOfAnotherClassPathIsNotUsed() throws Exception {
        Path folder = copy(trained, directory.resolve("folder"));
        Path other = Files.copy(jar, directory.resolve("other.jar"));
        Path log = directory.resolve("log");
        expect42(Jvm.run(
                List.of("-D" + CacheFolder.PROPERTY + "=" + folder, "-jar", other.toString(), log.toString()),
                Map.of(),
                directory));
        assertFalse(isFromCache(log));
    }

    @Test
    void aCorruptCacheIsNoErrorAndNoMessage() throws Exception {
        for (long length : List.of(0L, 1_000L, 3_000_000L)) {
            Path folder = copy(trained, directory.resolve("truncated-" + length));
            damage(folder, file -> file.setLength(length));
            Path log = directory.resolve("log-" + length);
            expect42(program(folder, List.of(), log));
            assertFalse(isFromCache(log));
        }
        Path folder = copy(trained, directory.resolve("foreign"));
        damage(folder, file -> file.write("this is no cache, though it has its size".getBytes(US_ASCII)));
        Path log = directory.resolve("log");
        expect42(program(folder, List.of(), log));
        assertFalse(isFromCache(log));
    }

    @Test
    void itIsNotBlamedForWorkersThatDoNotComeUpWithoutIt() throws Exception {
        Path folder = copy(trained, directory.resolve("copy"));
        Jvm wrong = program(folder, List.of(), directory.resolve("none"), "wrong");
        assertTrue(wrong.err().toString().contains("NoSuchOption"), wrong.err()::toString);
        assertEquals(names(trained), names(folder));
        Path log = directory.resolve("log");
        expect42(program(folder, List.of(), log));
        assertTrue(isFromCache(log));
    }

    @Test
    void anOptionThatForbidsItIsObeyed() throws Exception {
        Path log = directory.resolve("log");
        expect42(program(trained, List.of("--limit-modules=java.se,jdk.management,jdk.unsupported"), log));
        assertFalse(isFromCache(log));
    }

    @Test
    void aCacheOfTheUsersOwnIsUsedInItsPlace() throws Exception {
        Path log = directory.resolve("log");
        Path own = Files.copy(trained.resolve(names(trained).getFirst()), directory.resolve("own.aot"));
        Path empty = folder(directory.resolve("empty"));
        expect42(program(empty, List.of(), log, "own", own.toString()));
        assertTrue(isFromCache(log));
        assertEquals(List.of(), names(empty), "none is made beside it");
    }

    @Test
    void aFolderThatCanNotBeWrittenToIsNoErrorAndNoMessage() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        expect42(program(file.resolve("folder"), List.of(), directory.resolve("log")));
        Path open = folder(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        expect42(program(open, List.of(), directory.resolve("log")));
        assertEquals(List.of(), names(open));
    }

    @Test
    void programsThatMakeItAtTheSameTimeMakeOne() throws Exception {
        Path folder = folder(directory.resolve("folder"));
        List<Callable<Jvm>> programs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Path log = directory.resolve("log-" + i);
            programs.add(() -> program(folder, List.of(), log, "wait", folder.toString()));
        }
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (var jvm : both.invokeAll(programs)) {
                expect42(jvm.get());
            }
        }
        awaitEndOfAll();
        assertEquals(2, names(folder).size(), () -> "in " + folder);
        Path log = directory.resolve("log");
        expect42(program(folder, List.of(), log));
        assertTrue(isFromCache(log));
    }

    @Test
    void aProgramThatEndsWhileItIsMadeLeavesNothing() throws Exception {
        Path folder = folder(directory.resolve("folder"));
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        List<String> options = List.of("-Djava.io.tmpdir=" + temporary);
        expect42(program(folder, options, directory.resolve("log"), "begun", folder.toString()));
        awaitEndOfAll();
        assertEquals(List.of(), names(folder));
        assertEquals(List.of(), names(temporary));
    }

    @Test
    void aPoolThatIsClosedWhileItIsMadeLeavesNoProcess() throws Exception {
        Path folder = folder(directory.resolve("folder"));
        expect42(program(folder, List.of(), directory.resolve("log"), "closed", folder.toString()));
        assertEquals(List.of(), names(folder), "it was given up, and has not failed");
    }

    // ---

    private static Path folder(Path path) throws IOException {
        return Files.createDirectory(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static Jvm program(Path folder, List<String> options, Path log, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-D" + CacheFolder.PROPERTY + "=" + folder, "-jar", jar.toString(), log.toString()));
        command.addAll(List.of(arguments));
        return Jvm.run(command, Map.of(), null);
    }

    private static void expect42(Jvm jvm) {
        assertEquals(List.of(), jvm.err());
        assertEquals(List.of("42"), jvm.out());
        assertEquals(0, jvm.exitCode());
    }

    /// What the worker's JVM says.
    private static boolean isFromCache(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            String source =
                    lines.filter(line -> line.contains(MAIN)).findFirst().orElseThrow();
            return source.contains("shared objects file");
        }
    }

    /// All processes that have the application on their class path.
    private static void awaitEndOfAll() throws Exception {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (process.info().commandLine().orElse("").contains(jar.toString())) {
                process.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        folder(to);
        for (String name : names(from)) {
            Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return to;
    }

    private interface Damage {
        void to(RandomAccessFile file) throws IOException;
    }

    /// So that it is noticed by the JVM alone: size and time are set down anew.
    private static void damage(Path folder, Damage damage) throws IOException {
        String name = names(folder).getFirst();
        Path cache = folder.resolve(name);
        FileTime time = Files.getLastModifiedTime(cache);
        long size = Files.size(cache);
        try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
            damage.to(file);
        }
        Files.setLastModifiedTime(cache, time);
        Path text = folder.resolve(name.replace(".aot", ".txt"));
        Files.writeString(
                text, Files.readString(text).replace("cache " + size + " ", "cache " + Files.size(cache) + " "));
    }
}
