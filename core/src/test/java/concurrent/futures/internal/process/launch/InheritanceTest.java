package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a worker takes over from its parent, seen from inside a real worker of a real parent.
class InheritanceTest {
    @TempDir
    private Path directory;

    @Test
    void nothingIsPrintedThatTheTaskDidNotPrint() throws Exception {
        Jvm jvm = Jvm.parent(List.of(), "print", "hello");
        assertEquals(List.of(), jvm.err());
        assertEquals(2, jvm.out().size(), jvm::toString);
        assertTrue(jvm.out().getLast().endsWith("] hello"));
        assertEquals(0, jvm.exitCode());
    }

    @Test
    void whatDecidesWhetherCodeRunsIsTakenOver() throws Exception {
        List<String> options = List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-modules=java.sql",
                "--enable-native-access=ALL-UNNAMED",
                "--enable-preview",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xss2m",
                "-ea",
                "-da:java.util...",
                "-Dapp.name=with space and \"quotes\" and \\ and #");
        Jvm jvm = Jvm.parent(options, "report");
        assertTrue(jvm.reported("option").containsAll(options), jvm::toString);
        assertEquals(List.of("true"), jvm.reported("assertions"));
        assertEquals(List.of(), jvm.err());
    }

    @Test
    void whatBelongsToOneProcessIsLeftBehind() throws Exception {
        Path log = directory.resolve("gc.log");
        Jvm jvm = Jvm.parent(
                List.of(
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0,quiet=y",
                        "-Dcom.sun.management.jmxremote.port=0",
                        "-Dcom.sun.management.jmxremote.authenticate=false",
                        "-Dcom.sun.management.jmxremote.ssl=false",
                        "-XX:StartFlightRecording:filename=" + directory.resolve("flight.jfr"),
                        "-Xlog:gc:file=" + log,
                        "-Xlog:jfr*=off",
                        "-Xms100m"),
                "report");
        List<String> options = jvm.reported("option");
        for (String part : List.of("jdwp", "jmxremote", "Flight", "gc.log", "Xms100m", "Xmx128m", "TieredStop")) {
            assertTrue(options.stream().noneMatch(option -> option.contains(part)), () -> part + " in " + options);
        }
        assertEquals(0, jvm.exitCode(), jvm::toString);
    }

    @Test
    void optionsThatCameInByVariablesAreTakenOverButNotTheVariables() throws Exception {
        Jvm jvm = Jvm.parent(
                List.of(),
                Map.of(
                        "JAVA_TOOL_OPTIONS", "-Dby=tool",
                        "JDK_JAVA_OPTIONS", "--add-opens java.base/java.util=ALL-UNNAMED",
                        "OTHER", "value"),
                "report");
        assertTrue(jvm.reported("option").contains("-Dby=tool"));
        assertTrue(jvm.reported("option").contains("--add-opens=java.base/java.util=ALL-UNNAMED"));
        List<String> variables = jvm.reported("variable");
        assertTrue(variables.contains("OTHER=value"));
        assertTrue(variables.stream().noneMatch(variable -> variable.contains("_OPTIONS")), variables::toString);
        assertEquals(2, jvm.err().size(), "only the parent says what it picked up: " + jvm.err());
    }

    @Test
    void localeCharsetAndTimeZoneAreThoseOfTheParentNow() throws Exception {
        Jvm jvm = Jvm.parent(List.of("-Dfile.encoding=ISO-8859-1"), "locale", "de-AT", "zone", "Asia/Tokyo", "report");
        assertEquals(List.of("de-AT"), jvm.reported("locale"));
        assertEquals(List.of("de-AT"), jvm.reported("format"));
        assertEquals(List.of("Asia/Tokyo"), jvm.reported("zone"));
        assertEquals(List.of("ISO-8859-1"), jvm.reported("charset"));
    }

    @Test
    void aLocaleMayHaveExtensionsAndDifferByCategory() throws Exception {
        Jvm jvm = Jvm.parent(
                List.of("-Duser.language.format=fr", "-Duser.country.format=CH"),
                "locale",
                "th-TH-u-ca-buddhist-nu-thai",
                "report");
        assertEquals(List.of("th-TH-u-ca-buddhist-nu-thai"), jvm.reported("locale"));
        jvm = Jvm.parent(
                List.of("-Duser.language=en", "-Duser.language.format=fr", "-Duser.country.format=CH"), "report");
        assertEquals(List.of("fr-CH"), jvm.reported("format"));
    }

    @Test
    void theCollectorIsSerialUnlessTheUserChoosesOne() throws Exception {
        assertEquals(List.of("Copy"), Jvm.parent(List.of(), "report").reported("collector"));
        Jvm parallel = Jvm.parent(List.of(), "jvm option", "-XX:+UseParallelGC", "report");
        assertEquals(List.of("PS MarkSweep"), parallel.reported("collector"), parallel::toString);
    }

    @Test
    void theUsersHeapOptionWins() throws Exception {
        Jvm jvm = Jvm.parent(List.of(), "jvm option", "-Xmx32m", "report");
        assertTrue(Long.parseLong(jvm.reported("heap").getFirst()) <= 32 << 20, jvm::toString);
    }

    @Test
    void variablesOfTheUserAreSet() throws Exception {
        Jvm jvm = Jvm.parent(List.of(), Map.of("GREETING", "hello"), "variable", "GREETING", "servus", "report");
        assertTrue(jvm.reported("variable").contains("GREETING=servus"), jvm::toString);
    }

    @Test
    void relativeEntriesOfTheClassPathHoldInAnotherWorkingDirectory() throws Exception {
        Path app = Files.createDirectory(directory.resolve("app"));
        Path elsewhere = Files.createDirectory(directory.resolve("else where"));
        Jvm jvm = Jvm.run(
                List.of(
                        "-cp",
                        "lib:" + Jvm.CLASS_PATH + ":",
                        Parent.class.getName(),
                        "directory",
                        elsewhere.toString(),
                        "report"),
                Map.of(),
                app);
        assertTrue(jvm.reported("property").contains("user.dir=" + elsewhere), jvm::toString);
        String classPath = jvm.reported("property").stream()
                .filter(line -> line.startsWith("java.class.path="))
                .findFirst()
                .orElseThrow();
        assertTrue(classPath.startsWith("java.class.path=" + app.resolve("lib") + ":"), classPath);
        assertTrue(List.of(classPath.split(":", -1)).contains(app.toString()), classPath);
    }

    @Test
    void aClassPathOfItsOwnGetsThisLibraryAddedAndNoModulesOfTheParent() throws Exception {
        Path tests = Path.of(
                Child.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Jvm jvm = Jvm.parent(
                List.of("--add-modules=java.sql", "--add-opens=java.base/java.lang=ALL-UNNAMED"),
                "class path",
                tests.toString(),
                "report");
        Path library = Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertEquals(
                List.of("java.class.path=" + tests + ":" + library),
                jvm.reported("property").stream()
                        .filter(line -> line.startsWith("java.class.path"))
                        .toList());
        assertTrue(jvm.reported("option").contains("--add-modules=java.sql"));
    }

    @Test
    void theManifestOfAnApplicationInOneJarIsObeyed() throws Exception {
        Path jar = TestJars.application(
                directory.resolve("my app.jar"),
                Parent.class.getName(),
                Map.of(
                        "Add-Opens", "java.base/java.lang java.base/java.util",
                        "Enable-Native-Access", "ALL-UNNAMED"));
        Jvm jvm = Jvm.run(List.of("-jar", jar.toString(), "report"), Map.of(), directory);
        List<String> options = jvm.reported("option");
        assertTrue(options.contains("--add-opens=java.base/java.util=ALL-UNNAMED"), jvm::toString);
        assertTrue(options.contains("--enable-native-access=ALL-UNNAMED"));
    }

    @Test
    void aParentThatEndsInOrderLeavesNoDirectory() throws Exception {
        Jvm jvm = Jvm.parent(List.of(), "leave", "print", "x");
        assertFalse(Files.exists(jvm.directory()));
    }

    @Test
    void whatADeadParentLeftIsSweptByTheNext() throws Exception {
        List<String> temporary = List.of("-Djava.io.tmpdir=" + shortDirectory());
        Jvm dead = Jvm.parent(temporary, "nothing", "halt");
        assertTrue(Files.exists(dead.directory()), dead::toString);
        Jvm next = Jvm.parent(temporary, "print", "x");
        assertFalse(Files.exists(dead.directory()));
        assertFalse(Files.exists(next.directory()));
    }

    private Path shortDirectory() {
        return directory;
    }
}
