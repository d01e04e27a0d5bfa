package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a worker's classes come from, for parents that were started in one of the many ways.
class ClassSourcesTest {
    private static final String CHILD = Child.class.getName();
    private static final String EXPORT =
            "--add-exports=concurrent.futures/concurrent.futures.internal.process.launch=app";

    @TempDir
    private Path directory;

    @Test
    void aParentOnTheModulePathHasWorkersOnTheModulePath() throws Exception {
        Path library = TestJars.module(directory.resolve("concurrent-futures.jar"));
        Path application = compileApplication(library);
        Jvm jvm = Jvm.run(
                List.of(
                        EXPORT,
                        "--module-path",
                        library.getFileName() + ":" + application,
                        "-m",
                        "app/app.Main",
                        "report"),
                Map.of(),
                directory);
        assertEquals(List.of(), jvm.err());
        assertEquals(List.of("module concurrent.futures"), jvm.reported("module"), jvm::toString);
        assertTrue(jvm.reported("booted").containsAll(List.of("app", "concurrent.futures")), jvm::toString);
        assertTrue(jvm.reported("property").contains("java.class.path="), jvm::toString);
        assertTrue(jvm.reported("property").contains("jdk.module.path=" + library + ":" + application));
    }

    @Test
    void aLibraryOnBothPathsIsAModuleInTheWorkerAsInTheParent() throws Exception {
        Path library = TestJars.module(directory.resolve("concurrent-futures.jar"));
        Path application = compileApplication(library);
        Jvm jvm = Jvm.run(
                List.of(
                        "--module-path",
                        library + ":" + application,
                        "--add-modules=app",
                        "-cp",
                        Jvm.CLASS_PATH,
                        Parent.class.getName(),
                        "report"),
                Map.of(),
                directory);
        // The packages of a module hide those of the class path.
        assertEquals(List.of("module concurrent.futures"), jvm.reported("module"), jvm::toString);
        assertTrue(jvm.reported("booted").contains("app"), jvm::toString);
        assertEquals(List.of(), jvm.err());
    }

    @Test
    void theModulesOfAParentOnTheClassPathAreResolvedInTheWorkerToo() throws Exception {
        Path other =
                compileModule("other", "module other {}", Map.of("other/Other.java", "package other; class Other {}"));
        Jvm jvm = Jvm.run(
                List.of(
                        "--module-path",
                        other.toString(),
                        "--add-modules",
                        "other",
                        "-cp",
                        Jvm.CLASS_PATH,
                        Parent.class.getName(),
                        "report"),
                Map.of(),
                directory);
        assertEquals(List.of("other"), jvm.reported("booted"), jvm::toString);
        assertTrue(jvm.reported("module").getFirst().startsWith("unnamed module"), jvm::toString);
    }

    @Test
    void theSourceLauncherHasWorkersWithTheLibrary() throws Exception {
        Path source = Files.writeString(directory.resolve("Main.java"), """
                void main() throws Exception {
                    concurrent.futures.internal.process.launch.Parent.main(new String[] {"print", "hello"});
                }
                """);
        Jvm jvm = Jvm.run(List.of("-cp", Jvm.CLASS_PATH, source.toString()), Map.of(), directory);
        assertEquals(List.of(), jvm.err());
        assertTrue(jvm.out().getLast().endsWith("] hello"), jvm::toString);
    }

    @Test
    void aLibraryThatOnlyAClassLoaderKnowsIsWrittenDownForTheWorker() throws Exception {
        Path library = TestJars.module(directory.resolve("library.jar"));
        Path nested = NestedJar.write(directory.resolve("nested.jar"), library);
        Jvm jvm = Jvm.run(
                List.of("-cp", nested.toString(), NestedJar.class.getName(), Parent.class.getName(), "print", "hello"),
                Map.of(),
                directory);
        assertEquals(List.of(), jvm.err());
        assertTrue(jvm.out().getLast().endsWith("] hello"), jvm::toString);
        assertFalse(Files.exists(jvm.directory()));
    }

    @Test
    void theClassPathOfSurefireIsSeenAlsoWhereItIsNotThatOfTheJvm() throws Exception {
        Path jar = TestJars.application(directory.resolve("tests.jar"), CHILD, Map.of());
        Jvm jvm = Jvm.run(
                List.of("-Dsurefire.test.class.path=" + jar, "-cp", Jvm.CLASS_PATH, Parent.class.getName(), "report"),
                Map.of(),
                directory);
        assertTrue(
                jvm.reported("property").stream()
                        .anyMatch(line -> line.startsWith("java.class.path=") && line.contains(jar.toString())),
                jvm::toString);
    }

    private Path compileApplication(Path library) throws Exception {
        return compileModule(
                "app",
                "module app { requires concurrent.futures; }",
                Map.of("app/Main.java", """
                        package app;
                        public class Main {
                            public static void main(String[] args) throws Exception {
                                concurrent.futures.internal.process.launch.Parent.main(args);
                            }
                        }
                        """),
                "--module-path",
                library + ":" + TestJars.classes(org.jspecify.annotations.NullMarked.class),
                EXPORT);
    }

    private Path compileModule(String name, String descriptor, Map<String, String> sources, String... options)
            throws Exception {
        Path root = Files.createDirectory(directory.resolve(name));
        Files.writeString(root.resolve("module-info.java"), descriptor);
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = root.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
        List<String> arguments = new java.util.ArrayList<>(List.of(options));
        arguments.addAll(
                List.of("-d", root.toString(), root.resolve("module-info.java").toString()));
        sources.keySet().forEach(file -> arguments.add(root.resolve(file).toString()));
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertEquals(0, result);
        return root;
    }
}
