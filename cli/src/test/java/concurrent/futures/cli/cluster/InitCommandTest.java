package concurrent.futures.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cli.CommandRun;
import concurrent.futures.cluster.ClusterExecutor;
import concurrent.futures.cluster.internal.security.TestCertificates;
import concurrent.futures.examples.OnACluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Certificates by `futures cluster init`, and the whole way from there to a task.
class InitCommandTest {
    @TempDir
    Path folder;

    @Test
    void aClusterIsMadeByWhatInitSaysAndStrangersAreRefused() throws Exception {
        Path certificates = folder.resolve("certificates");
        CommandRun init = init(
                certificates,
                "--cluster",
                "north",
                "--node",
                "one=127.0.0.1",
                "--node",
                "two=127.0.0.1",
                "--node",
                "d");
        assertEquals(0, init.exitCode(), init::err);
        assertNobodyElseCanRead(certificates);
        int port = freePort();
        List<String> agents = init.lines().stream()
                .map(String::strip)
                .filter(line -> line.startsWith("futures cluster agent "))
                .map(line -> line.replaceFirst("futures ", "").replace(":17800", ":" + port))
                .toList();
        Path alive = folder.resolve("alive");

        try (AgentProcess one = agent(certificates, agents.get(0) + " --port " + port + " --alive '" + alive + "'")) {
            one.await("is a member");
            try (AgentProcess two = agent(certificates, agents.get(1))) {
                two.await("is a member");
                try (ClusterExecutor executor =
                        OnACluster.connect("127.0.0.1:" + port, "127.0.0.1", certificates.resolve("d"))) {
                    long here = ProcessHandle.current().pid();
                    assertTrue(executor.submit(() -> ProcessHandle.current().pid() != here)
                            .result(Duration.ofSeconds(60)));

                    refuse(one, port, "SSL message");
                    assertEquals(
                            0,
                            init(folder.resolve("other"), "--cluster", "north").exitCode());
                    refuse(one, port, "trust this node", "--security", folder.resolve("other/node") + "");
                    Path expired = TestCertificates.expired(certificates, "expired");
                    refuse(one, port, "NotAfter", "--security", expired.toString());

                    CommandRun status = status(port, "--security", certificates.resolve("d") + "");
                    assertEquals(3, status.lines().size(), status::out);
                    assertEquals(0, status.exitCode(), status::err);
                    assertTrue(status.out().contains("agent  one"), status::out);
                    assertTrue(status.out().contains("agent  two"), status::out);
                }
                assertTrue(Files.exists(alive));
                assertEquals(0, two.end(), two::said);
                assertEquals(0, one.end(), one::said);
                assertFalse(Files.exists(alive));
                assertFalse(two.said().contains("Exception"), two::said);
            }
        }
    }

    /// Sees nobody, and is named by an agent with the reason.
    private static void refuse(AgentProcess agent, int port, String reason, String... security) throws Exception {
        CommandRun stranger = status(port, security);
        assertEquals(List.of("nobody is in cluster north"), stranger.lines(), stranger::err);
        assertEquals(3, stranger.exitCode(), stranger::err);
        agent.await(reason);
        agent.await("was refused");
    }

    private static CommandRun status(int port, String... security) {
        return CommandRun.of(Stream.concat(
                        Stream.of("cluster", "status", "--cluster", "north", "--port", "0", "--wait", "1s", "--seed")
                                .map(String::valueOf),
                        Stream.concat(Stream.of("127.0.0.1:" + port), Stream.of(security)))
                .toArray(String[]::new));
    }

    private AgentProcess agent(Path certificates, String arguments) throws IOException {
        String name = arguments.contains("--security one") ? "one" : "two";
        return new AgentProcess(
                certificates,
                arguments + " --slots 1 --heap 64 --name " + name + " --jars '" + folder.resolve("jars-" + name) + "'");
    }

    @Test
    void anAuthorityIsNotWrittenOverButMakesMore() throws Exception {
        Path authority = folder.resolve("an authority");
        CommandRun made = init(authority);
        assertEquals(0, made.exitCode(), made::err);
        assertTrue(made.out().contains("scp -rp '" + authority + "/node' HOST:"), made::out);
        byte[] key = Files.readAllBytes(authority.resolve("ca/ca.p12"));

        CommandRun again = init(authority);
        assertEquals(1, again.exitCode());
        assertTrue(again.err().contains("futures cluster issue"), again::err);
        assertEquals(-1, Arrays.mismatch(key, Files.readAllBytes(authority.resolve("ca/ca.p12"))));

        CommandRun twice = CommandRun.of("cluster", "issue", authority.toString());
        assertEquals(1, twice.exitCode());
        assertTrue(twice.err().contains("first remove"), twice::err);

        CommandRun more = CommandRun.of("cluster", "issue", authority.toString(), "--node", "v6=::1", "--days", "1");
        assertEquals(0, more.exitCode(), more::err);
        assertTrue(
                more.out().contains("--cluster concurrent-futures --security v6 --bind ::1 --seed [::1]:17800"),
                more::out);
        assertNobodyElseCanRead(authority);
    }

    @Test
    void whatCanNotBeMadeIsSaidBeforeAnythingIs() {
        Path none = folder.resolve("none");
        for (List<String> wrong : List.of(
                List.of("--node", "a/b"),
                List.of("--node", "ca"),
                List.of("--node", "a", "--node", "a"),
                List.of("--node", "a=b,,c"),
                List.of("--days", "0"),
                List.of("--days", "4000"))) {
            CommandRun run = init(none, wrong.toArray(new String[0]));
            assertEquals(2, run.exitCode(), run::err);
        }
        CommandRun badCluster = init(none, "--cluster", "");
        assertEquals(2, badCluster.exitCode(), badCluster::err);
        assertTrue(badCluster.err().contains("--cluster"), badCluster::err);
        assertFalse(Files.exists(none));
        CommandRun noAuthority = CommandRun.of("cluster", "issue", none.toString());
        assertEquals(1, noAuthority.exitCode());
        assertTrue(noAuthority.err().contains("futures cluster init"), noAuthority::err);
    }

    @ParameterizedTest
    @CsvSource({"agent, --bind, 192.0.2.1", "status, --bind, 2001:db8::1", "agent, --bind, 0.0.0.0"})
    void withoutCertificatesNodesStayOnThisMachine(String command, String option, String where) {
        CommandRun run = CommandRun.of("cluster", command, option, where);
        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains("futures cluster init"), run::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "status"})
    void andLookForNobodyElsewhere(String command) {
        CommandRun run = CommandRun.of("cluster", command, "--seed", "192.0.2.1:17800", "--port", "0");
        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains("futures cluster init"), run::err);
    }

    private static CommandRun init(Path folder, String... more) {
        return CommandRun.of(Stream.concat(Stream.of("cluster", "init", folder.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private static void assertNobodyElseCanRead(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                assertEquals(
                        Files.isDirectory(path) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path::toString);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
