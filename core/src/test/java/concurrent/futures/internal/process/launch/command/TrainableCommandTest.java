package concurrent.futures.internal.process.launch.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainableCommandTest {
    private static final Path JAVA = Path.of("/jdk/bin/java");

    @TempDir
    private Path directory;

    private String library;
    private ClassSources sources;

    @BeforeEach
    void makeLibrary() throws Exception {
        library = Files.createFile(directory.resolve("library.jar")).toString();
        sources = ClassSources.ofClassPath(List.of(library));
    }

    private TrainableCommand of(String... options) {
        return TrainableCommand.of(JAVA, List.of(options), sources, library);
    }

    @Test
    void onlyOptionsThatMatterToTheCacheArePartOfIt() {
        TrainableCommand command = of(
                "-XX:+UseSerialGC",
                "-Dname=value",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-modules",
                "java.sql",
                "-ea",
                "-Xss1m",
                "-Xlog:gc",
                "-XX:+UseCompactObjectHeaders",
                "-XX:ErrorFile=here");
        assertEquals(
                List.of(
                        "-XX:+UseSerialGC",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-modules",
                        "java.sql",
                        "-XX:+UseCompactObjectHeaders"),
                command.options());
    }

    @Test
    void someOptionsMakeItImpossible() {
        for (String option : List.of(
                "-Xshare:off",
                "-XX:AOTCache=app.aot",
                "-XX:AOTMode=off",
                "-XX:SharedArchiveFile=app.jsa",
                "-XX:+AutoCreateSharedArchive",
                "-XX:ArchiveClassesAtExit=app.jsa",
                "-javaagent:agent.jar",
                "-agentlib:jdwp=server=y",
                "--patch-module=java.base=x",
                "--limit-modules=java.base",
                "--module-path=mods",
                "-Djava.system.class.loader=x.Y",
                "-XX:Flags=file",
                "@file",
                "-Xms1m",
                "-Xmx4096k",
                "-Xms7000000",
                "-XX:InitialHeapSize=1m")) {
            assertNull(of(option), option);
        }
        assertNotNull(of("-Xms8m", "-Xmx1g"));
    }

    @Test
    void whereClassesAreInDirectoriesTheLibraryAloneIsCached() throws Exception {
        String other = Files.createFile(directory.resolve("other.jar")).toString();
        sources = ClassSources.ofClassPath(List.of(other, library));
        assertEquals(List.of(other, library), of().classPath());
        sources = ClassSources.ofClassPath(List.of(directory.toString(), other, library));
        assertEquals(List.of(library), of().classPath());
    }

    @Test
    void aLibraryThatIsNoFileHasNoCache() {
        assertNull(TrainableCommand.of(JAVA, List.of(), sources, directory.toString()));
        assertNull(TrainableCommand.of(JAVA, List.of(), sources, null));
    }
}
