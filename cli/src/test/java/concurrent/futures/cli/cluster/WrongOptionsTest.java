package concurrent.futures.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `futures cluster` refuses, and how.
class WrongOptionsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "status, --port, 70000, must be from 0 to 65535",
        "agent, --port, -1, must be from 0 to 65535",
        "agent, --cluster, 'a b', 63 at most",
        "agent, --seed, host, 'of the form host:port, as 127.0.0.1:17800'",
        "status, --seed, host:x, of the form host:port",
        "status, --seed, host:70000, must be from 1 to 65535",
        "agent, --folder, /no/such/folder, is not there",
        "status, --folder, /no/such/folder, or make it",
        "agent, --label, '', must be one word",
        "agent, --label, 'a b', must be one word",
        "agent, --name, '', must be one word",
        "agent, --slots, 0, from 1 to 4096",
        "agent, --slots, 100000, from 1 to 4096",
        "agent, --heap, 1, at least 16 MiB",
        "agent, --heap, -5, --heap -5: must be from 0",
        "agent, --jars-size, -5, --jars-size -5: must be from 0"
    })
    void aValueOutOfRangeIsAWrongOption(String command, String option, String value, String limit) {
        CommandRun run = CommandRun.of("cluster", command, option, value);
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains(value), run::err);
        assertTrue(run.err().contains(limit), run::err);
    }

    @Test
    void thatNobodyIsThereHasAnExitCodeOfItsOwnWhichTheHelpNames() {
        CommandRun run = CommandRun.of(
                "cluster",
                "status",
                "--cluster",
                "nobody-is-here",
                "--port",
                "0",
                "--wait",
                "100ms",
                "--folder",
                folder.toString());
        assertEquals(3, run.exitCode(), run::err);
        assertEquals(List.of("nobody is in cluster nobody-is-here"), run.lines(), run::err);
        CommandRun help = CommandRun.of("cluster", "status", "--help");
        assertTrue(help.out().contains("3 nobody is there"), help::out);
    }

    @Test
    void aFolderOfCertificatesThatIsNotThereIsNamedWithTheCure() {
        CommandRun run = CommandRun.of(
                "cluster", "status", "--security", folder.resolve("none").toString());
        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains("no such file"), run::err);
        assertTrue(run.err().contains("futures cluster init"), run::err);
    }

    @Test
    void anAgentWhoseCertificatesAreOfNoUseHasAnExitCodeOfItsOwnWhichTheHelpNames() throws Exception {
        Path security = folder.resolve("node");
        CommandRun none = CommandRun.of("cluster", "agent", "--security", security.toString());
        assertEquals(4, none.exitCode(), none::err);
        assertTrue(none.err().contains("futures cluster init"), none::err);

        Files.createDirectory(security);
        for (String file : List.of("node.p12", "trust.p12", "password")) {
            Files.writeString(security.resolve(file), "wrong");
        }
        CommandRun wrong = CommandRun.of("cluster", "agent", "--security", security.toString());
        assertEquals(4, wrong.exitCode(), wrong::err);
        assertFalse(wrong.err().contains("Exception"), wrong::err);

        CommandRun help = CommandRun.of("cluster", "agent", "--help");
        assertTrue(help.out().contains("4 its certificates"), help::out);
    }

    @Test
    void foldersThatCanNotBeMadeAreNamedWithoutNamesOfClasses() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        CommandRun jars = CommandRun.of("cluster", "agent", "--port", "0", "--jars", file + "/jars");
        CommandRun init = CommandRun.of("cluster", "init", file + "/certificates");
        for (CommandRun run : List.of(jars, init)) {
            assertEquals(1, run.exitCode(), run::err);
            assertTrue(run.err().contains(file.toString()), run::err);
            assertFalse(run.err().contains("Exception"), run::err);
        }
    }

    @Test
    void theNodeCalledDriverIsNoAgent() {
        List<String> lines = new Instructions(
                        folder,
                        "c",
                        List.of(
                                new NodeOptions.NewNode("driver", List.of("10.0.0.9")),
                                new NodeOptions.NewNode("north", List.of("10.0.0.5"))),
                        90)
                .ofNodes();
        List<String> agents =
                lines.stream().filter(line -> line.contains("cluster agent")).toList();
        assertEquals(
                List.of("    futures cluster agent --cluster c --security north --bind 10.0.0.5 --seed 10.0.0.5:17800"),
                agents);
        assertTrue(lines.contains("            .bindAddress(\"10.0.0.9\")"), lines::toString);
    }
}
