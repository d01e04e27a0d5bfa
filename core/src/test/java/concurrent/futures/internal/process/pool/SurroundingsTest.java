package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerOutput;
import concurrent.futures.internal.shipping.Compiled;
import concurrent.futures.kit.NothingLeftBehind;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What is around a task: which Java, which classes, which defaults; and what is said if that can not be had.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class SurroundingsTest {
    @TempDir
    Path folder;

    private static ProcessPoolExecutor pool(UnaryOperator<ProcessPoolExecutor.Builder> how) {
        return how.apply(ProcessPoolExecutor.builder().maxWorkers(1).workerOutput(WorkerOutput.DISCARD))
                .build();
    }

    /// Without a startup cache, which would be taken for the cause, and removed.
    private static String complaint(UnaryOperator<ProcessPoolExecutor.Builder> how) {
        try (ProcessPoolExecutor pool = pool(builder -> how.apply(builder.startupCache(false)))) {
            return assertThrows(
                            BrokenExecutorException.class,
                            () -> pool.submit(() -> 1).result())
                    .getMessage();
        }
    }

    private static void assertSays(String complaint, String... parts) {
        for (String part : parts) {
            assertTrue(complaint.contains(part), () -> part + " is missing in " + complaint);
        }
    }

    @Test
    void anotherJavaMayRunTheWorkers() {
        Path runtime = folder.resolve("runtime");
        int exit = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--add-modules",
                        "java.base,java.logging,java.management,jdk.management,jdk.unsupported",
                        "--output",
                        runtime.toString());
        assertEquals(0, exit);
        try (ProcessPoolExecutor pool = pool(builder -> builder.javaHome(runtime))) {
            assertEquals(
                    runtime.toString(),
                    pool.submit(() -> System.getProperty("java.home")).result());
            assertEquals(
                    false,
                    pool.submit(() -> ModuleLayer.boot().findModule("java.sql").isPresent())
                            .result());
        }
    }

    @Test
    void aLinkToAJavaMayRunTheWorkers() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(System.getProperty("java.home")));
        try (ProcessPoolExecutor pool = pool(builder -> builder.javaHome(link))) {
            assertEquals(1, pool.submit(() -> 1).result());
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void aJavaThatIsTooOldIsNamedWithTheLimitAndACure() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.13\"\n");
        assertSays(
                complaint(builder -> builder.javaHome(old)),
                old.toString(),
                "is Java 17",
                "need Java 25 or later",
                "javaHome(…)");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aJavaThatTurnsOutTooOldIsNamedLikewise() throws Exception {
        Path old = folder.resolve("old");
        Path program = Files.createDirectories(old.resolve("bin")).resolve("java");
        Files.writeString(program, """
                #!/bin/sh
                echo "Error: LinkageError occurred while loading main class x.WorkerMain" >&2
                echo "    java.lang.UnsupportedClassVersionError: x/WorkerMain has been compiled by a more recent \
                version of the Java Runtime (class file version 69.0), this version of the Java Runtime only \
                recognizes class file versions up to 61.0" >&2
                exit 1
                """);
        assertTrue(program.toFile().setExecutable(true));
        assertSays(
                complaint(builder -> builder.javaHome(old)),
                "its Java is version 17, and workers need 25 or later: choose another one with javaHome(…)",
                program.toString());
    }

    @Test
    void aJavaThatIsNotThereIsNamedWithACure() {
        assertSays(
                complaint(builder -> builder.javaHome(folder.resolve("bin/java"))),
                "There is no program " + folder.resolve("bin/java/bin/java"),
                "javaHome(…), which takes the directory above bin");
    }

    @Test
    void aWorkingDirectoryThatIsNotThereIsNamed() {
        assertSays(
                complaint(builder -> builder.workingDirectory(folder.resolve("missing"))),
                "The working directory " + folder.resolve("missing") + " is not there: see workingDirectory(…)");
    }

    @Test
    void anOptionThatTheJvmRefusesIsShownWithItsReason() {
        assertSays(
                complaint(builder -> builder.jvmOptions("-XX:Foo=1")),
                "its JVM did not start",
                "Unrecognized VM option 'Foo=1'");
        assertSays(
                complaint(builder -> builder.jvmOptions("-Xmx1m")),
                "its JVM did not start (Error occurred during initialization of VM: Too small maximum heap)");
        assertSays(
                complaint(builder -> builder.maxHeap(1L << 50)),
                "Could not reserve enough space",
                "java -Xmx" + (1L << 50));
    }

    @Test
    void aClassPathOfTheirOwnComesFirst() throws Exception {
        Path theirs = version("theirs");
        Path ours = version("ours");
        try (URLClassLoader loader = Compiled.loader(ours, getClass().getClassLoader());
                ProcessPoolExecutor pool = pool(builder -> builder.classPath(List.of(theirs)))) {
            assertEquals(
                    "theirs",
                    pool.map(
                                    name -> Class.forName(name)
                                            .getMethod("version")
                                            .invoke(null),
                                    List.of("versioned.Version"))
                            .toList()
                            .getFirst());
            assertEquals(
                    "ours",
                    loader.loadClass("versioned.Version").getMethod("version").invoke(null));
        }
    }

    private Path version(String version) throws Exception {
        return Compiled.to(folder.resolve(version), List.of(), """
                package versioned;
                public class Version {
                    public static String version() { return "%s"; }
                }
                """.formatted(version));
    }

    @Test
    void defaultsAreThoseOfTheParentWhenItsFirstWorkerStarts() {
        Locale locale = Locale.getDefault();
        Locale format = Locale.getDefault(Locale.Category.FORMAT);
        TimeZone zone = TimeZone.getDefault();
        try (ProcessPoolExecutor pool = pool(builder -> builder)) {
            Locale.setDefault(Locale.forLanguageTag("pt-BR"));
            Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("de-CH"));
            TimeZone.setDefault(TimeZone.getTimeZone("GMT+05:30"));
            assertEquals(
                    "pt_BR de_CH 19800000 " + Charset.defaultCharset(),
                    pool.submit(() -> Locale.getDefault()
                                    + " " + Locale.getDefault(Locale.Category.FORMAT)
                                    + " " + TimeZone.getDefault().getRawOffset()
                                    + " " + Charset.defaultCharset())
                            .result());
        } finally {
            Locale.setDefault(locale);
            Locale.setDefault(Locale.Category.FORMAT, format);
            TimeZone.setDefault(zone);
        }
    }
}
