package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.process.launch.command.OptionsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What is read from the command line of a JVM is what the JVM says of it; or nothing is read.
@EnabledOnOs(OS.LINUX)
class StartOptionsTest {
    private static final String MAIN = OptionsProgram.class.getName();
    private static final List<String> CLASS_PATH = List.of("-cp", Jvm.CLASS_PATH);

    @TempDir
    private Path directory;

    @Test
    void whatIsReadIsWhatTheJvmSays() throws Exception {
        List<String> read = read(with(
                CLASS_PATH,
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-modules",
                "java.sql",
                "--enable-native-access",
                "ALL-UNNAMED",
                "--illegal-native-access=deny",
                "--enable-preview",
                "-Xss2m",
                "-esa",
                "-ea:java.util...",
                "-Dapp.name=with space and \"quotes\"",
                "-Dapp.empty=",
                MAIN,
                "--add-opens",
                "java.base/java.util=ALL-UNNAMED",
                "@file"));
        assertEquals(11, read.size(), read::toString);
        assertTrue(read.contains("--add-opens=java.base/java.lang=ALL-UNNAMED"), read::toString);
        assertTrue(read.contains("-Dapp.name=with space and \"quotes\""), read::toString);
    }

    @Test
    void aModuleOrAJarFileMayBeWhatRuns() throws Exception {
        Path jar = TestJars.application(directory.resolve("app.jar"), MAIN, Map.of());
        assertEquals(List.of("-Da=b"), read(List.of("-Da=b", "-jar", jar.toString(), "-Dno=option")));
    }

    @Test
    void whatIsNotOnTheCommandLineIsNotRead() throws Exception {
        Path file = Files.writeString(directory.resolve("options"), "-Da=b");
        Path source = Files.writeString(
                directory.resolve("Program.java"), "void main(String... args) { %s.main(args); }".formatted(MAIN));
        assertUnclear(with(CLASS_PATH, "@" + file, MAIN), Map.of());
        assertUnclear(with(CLASS_PATH, "-XX:VMOptionsFile=" + file, MAIN), Map.of());
        assertUnclear(with(CLASS_PATH, "-XX:Flags=" + Files.createFile(directory.resolve("flags")), MAIN), Map.of());
        assertUnclear(with(CLASS_PATH, "-Da=\u00e4", MAIN), Map.of("LC_ALL", "C.UTF-8"));
        assertUnclear(with(CLASS_PATH, "--source", "25", source.toString()), Map.of());
        assertUnclear(with(CLASS_PATH, source.toString()), Map.of());
        for (String variable : List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")) {
            assertUnclear(with(CLASS_PATH, MAIN), Map.of(variable, "-Da=b"));
        }
    }

    private static List<String> with(List<String> before, String... after) {
        return Stream.concat(before.stream(), Stream.of(after)).toList();
    }

    private List<String> read(List<String> arguments) throws Exception {
        Jvm jvm = Jvm.run(arguments, Map.of(), directory);
        assertEquals(jvm.reported("asked"), jvm.reported("read"), jvm::toString);
        assertEquals(List.of(), jvm.reported("unclear"), jvm::toString);
        assertEquals(0, jvm.exitCode(), jvm::toString);
        return new ArrayList<>(jvm.reported("read"));
    }

    private void assertUnclear(List<String> arguments, Map<String, String> environment) throws Exception {
        Jvm jvm = Jvm.run(arguments, environment, directory);
        assertEquals(List.of(""), jvm.reported("unclear"), jvm::toString);
    }
}
