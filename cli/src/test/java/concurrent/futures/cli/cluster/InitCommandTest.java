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
                    CommandRun late = status(port, "--security", expired.toString());
                    assertEquals(1, late.exitCode(), late::err);
                    assertTrue(late.err().contains("was good until 2020-01-"), late::err);

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

    /// Is told that it is refused, and named by an agent with the reason.
    private static void refuse(AgentProcess agent, int port, String reason, String... security) throws Exception {
        CommandRun stranger = status(port, security);
        assertEquals(1, stranger.exitCode(), stranger::err);
        assertEquals(List.of(), stranger.lines());
        assertTrue(stranger.err().contains("The node at 127.0.0.1:" + port + ": "), stranger::err);
        assertTrue(stranger.err().contains("futures cluster issue"), stranger::err);
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
        assertEquals(2, noAuthority.exitCode(), noAuthority::err);
        assertTrue(noAuthority.err().contains("futures cluster init"), noAuthority::err);
    }

    @Test
    void whatIsNoAuthorityOfAClusterIsRefusedAsAWrongArgument() throws Exception {
        Path authority = folder.resolve("authority");
        assertEquals(0, init(authority).exitCode());
        Path store = authority.resolve("ca/ca.p12");
        Path password = authority.resolve("ca/password");
        byte[] good = Files.readAllBytes(store);

        Files.write(store, keyStoreWith("other", "CN=somebody", password));
        assertRefused(authority, "has no key called 'ca'");
        Files.write(store, keyStoreWith("ca", "O=a shop", password));
        assertRefused(authority, "O=a shop");
        Files.writeString(store, "half a file");
        assertRefused(authority, "damaged, or not in PKCS #12");
        Files.write(store, good);
        Files.writeString(password, "not-the-password\n");
        assertRefused(authority, "has not the password");
    }

    private static void assertRefused(Path authority, String reason) {
        CommandRun run = CommandRun.of("cluster", "issue", authority.toString(), "--node", "more");
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains(reason), run::err);
        assertFalse(run.err().contains("Exception"), run::err);
        assertFalse(Files.exists(authority.resolve("more")));
    }

    /// A key store as the JDK's keytool makes it, with one key.
    private byte[] keyStoreWith(String alias, String name, Path password) throws Exception {
        Path store = folder.resolve("made.p12");
        Files.deleteIfExists(store);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-keyalg",
                        "EC",
                        "-dname",
                        name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:file",
                        password.toString())
                .inheritIO()
                .start();
        assertEquals(0, keytool.waitFor());
        return Files.readAllBytes(store);
    }

    @ParameterizedTest
    @CsvSource({"agent, 192.0.2.1, 4", "status, 2001:db8::1, 1", "agent, 0.0.0.0, 4"})
    void withoutCertificatesNodesStayOnThisMachine(String command, String where, int exitCode) {
        CommandRun run = CommandRun.of("cluster", command, "--bind", where);
        assertEquals(exitCode, run.exitCode(), run::err);
        assertTrue(run.err().contains("futures cluster init"), run::err);
    }

    @ParameterizedTest
    @CsvSource({"agent, 4", "status, 1"})
    void andLookForNobodyElsewhere(String command, int exitCode) {
        CommandRun run = CommandRun.of("cluster", command, "--seed", "192.0.2.1:17800", "--port", "0");
        assertEquals(exitCode, run.exitCode(), run::err);
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
