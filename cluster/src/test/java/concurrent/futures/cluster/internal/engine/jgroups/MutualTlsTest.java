package concurrent.futures.cluster.internal.engine.jgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import concurrent.futures.cluster.internal.engine.EngineSettings.Security;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.Ports;
import concurrent.futures.cluster.internal.engine.RecordingInbox;
import concurrent.futures.cluster.internal.security.CertificateAuthority;
import concurrent.futures.cluster.internal.security.LogTrap;
import concurrent.futures.cluster.internal.security.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may join, and who may not.
class MutualTlsTest {
    private static final NodeCard CARD = new NodeCard(NodeCard.Role.AGENT, "node", 1, Set.of(), "1", 1, 25);

    @TempDir
    static Path folder;

    private final List<Membership> joined = new ArrayList<>();
    private final int seedPort = Ports.free();
    private final RecordingInbox seedInbox = new RecordingInbox();

    @BeforeAll
    static void makeCertificates() throws Exception {
        TestCertificates.make(folder);
    }

    @AfterEach
    void leave() {
        joined.reversed().forEach(Membership::close);
    }

    @Test
    void nodesWithCertificatesAreACluster() throws Exception {
        Membership seed = join("north", folder.resolve("right/node"), true, seedInbox);
        RecordingInbox inbox = new RecordingInbox();
        Membership other = join("north", folder.resolve("right/node"), false, inbox);
        seedInbox.awaitView(view -> view.nodes().size() == 2);

        byte[] large = new byte[1 << 20];
        byte[] answer = seed.request(other.self().id(), large).get(RecordingInbox.PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertEquals(large.length, answer.length);
    }

    /// To the others it comes from the address that it has, and not from the one by which the system would reach them.
    @Test
    void aNodeOfOneAddressAmongSeveralIsLetIn() throws Exception {
        Path second = CertificateAuthority.open(folder.resolve("right"))
                .issue("second", List.of("127.0.0.2"), Duration.ofDays(1));
        join("north", folder.resolve("right/node"), true, seedInbox);
        EngineSettings settings = new EngineSettings(
                "north",
                "127.0.0.2",
                0,
                /* isSeed= */ false,
                new Discovery.Seeds(List.of("127.0.0.1:" + seedPort)),
                Security.in(second),
                Duration.ofSeconds(10),
                1 << 20);
        joined.add(Engines.named("jgroups").join(settings, CARD, new RecordingInbox()));
        seedInbox.awaitView(view -> view.nodes().size() == 2);
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        EngineSettings settings = new EngineSettings(
                "north",
                "192.0.2.1",
                0,
                /* isSeed= */ false,
                new Discovery.Seeds(List.of("127.0.0.1:" + seedPort)),
                Security.in(folder.resolve("right/node")),
                Duration.ofSeconds(1),
                1 << 20);
        ClusterException refused = assertThrows(
                ClusterException.class,
                () -> Engines.named("jgroups")
                        .join(settings, CARD, new RecordingInbox())
                        .close());
        assertTrue(refused.getMessage().contains("no address of this machine"), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource({
        "north, stranger/node, Signature does not match",
        "north, right/early, NotBefore",
        "north, right/elsewhere, 192.0.2.77",
        "south, right/node, not for cluster",
    })
    void anyOtherIsRefusedAndTheReasonLogged(String cluster, String certificate, String reason) throws Exception {
        try (LogTrap log = new LogTrap("concurrent.futures.cluster")) {
            join("north", folder.resolve("right/node"), true, seedInbox);
            RecordingInbox inbox = new RecordingInbox();

            Membership alone = join(cluster, folder.resolve(certificate), false, inbox);

            log.await(reason);
            assertEquals(1, alone.view().nodes().size());
            assertEquals(1, seedInbox.view().nodes().size());
            assertTrue(seedInbox.views().size() == 1, "nothing else was ever seen");
        }
    }

    /// The log of the one that is refused says so once, and what can be done; and so can be asked for.
    @ParameterizedTest
    @CsvSource({
        "north, stranger/node, it refuses the certificate of this node",
        "north, right/early, it refuses the certificate of this node",
        "north, right/elsewhere, it refuses the certificate of this node",
        "south, right/node, this node refuses its certificate",
        "north, , it wants a certificate and this node has none",
    })
    void whoIsRefusedKnowsWhomItCanNotJoinAndWhy(String cluster, @Nullable String certificate, String reason)
            throws Exception {
        try (LogTrap log = new LogTrap("concurrent.futures.cluster")) {
            join("north", folder.resolve("right/node"), true, seedInbox);

            Membership alone = join(
                    cluster,
                    certificate == null ? null : folder.resolve(certificate),
                    false,
                    new RecordingInbox(),
                    Duration.ofSeconds(4));

            List<String> told = log.messages().stream()
                    .map(line -> line.replace(",", ""))
                    .filter(line -> line.contains("the node at 127.0.0.1:" + seedPort + " can not be joined: "))
                    .toList();
            assertEquals(1, told.size(), () -> "told " + log.messages());
            assertTrue(told.getFirst().contains(reason), told::toString);
            assertTrue(told.getFirst().contains("futures cluster issue"), told::toString);
            assertTrue(
                    log.messages().stream().noneMatch(line -> line.contains("failed handling")),
                    () -> "noise of JGroups: " + log.messages());
            assertEquals(1, alone.rebuffs().size(), () -> "" + alone.rebuffs());
            assertTrue(
                    alone.rebuffs().getFirst().startsWith("127.0.0.1:" + seedPort + ": "), () -> "" + alone.rebuffs());
        }
    }

    @Test
    void aNodeWithoutCertificatesIsNamedToOneThatHasSome() throws Exception {
        try (LogTrap log = new LogTrap("concurrent.futures.cluster")) {
            join("north", null, true, seedInbox, Duration.ofSeconds(1));
            join("north", folder.resolve("right/node"), false, new RecordingInbox());
            log.await("the node at 127.0.0.1:" + seedPort + " can not be joined: it has ended the handshake");
        }
    }

    @Test
    void whoShowsNoCertificateHearsNothing() throws Exception {
        try (LogTrap log = new LogTrap("concurrent.futures.cluster")) {
            join("north", folder.resolve("right/node"), true, seedInbox);
            SSLContext curious = SSLContext.getInstance("TLS");
            curious.init(null, new TrustManager[] {new Gullible()}, new SecureRandom());
            try (SSLSocket socket =
                    (SSLSocket) curious.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), seedPort)) {
                assertThrows(IOException.class, () -> {
                    socket.getOutputStream().write(new byte[100]);
                    int heard = socket.getInputStream().read();
                    assertEquals(-1, heard);
                    throw new IOException("closed without a word");
                });
            }
            log.await("refused");
        }
    }

    @Test
    void whoseCertificateHasEndedIsRefused() throws Exception {
        try (LogTrap log = new LogTrap("concurrent.futures.cluster")) {
            join("north", folder.resolve("right/node"), true, seedInbox);
            Path expired = folder.resolve("right/expired");
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            char[] password =
                    Files.readString(expired.resolve("password")).strip().toCharArray();
            keys.init(KeyStore.getInstance(expired.resolve("node.p12").toFile(), password), password);
            SSLContext late = SSLContext.getInstance("TLS");
            late.init(keys.getKeyManagers(), new TrustManager[] {new Gullible()}, new SecureRandom());
            try (SSLSocket socket =
                    (SSLSocket) late.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), seedPort)) {
                assertThrows(IOException.class, () -> {
                    socket.startHandshake();
                    socket.getInputStream().read();
                });
            }
            log.await("NotAfter");
        }
    }

    @Test
    void ofOneWhoHangsUpTheLikelyReasonIsTold() throws Exception {
        try (LogTrap log = new LogTrap("concurrent.futures.cluster")) {
            join("north", folder.resolve("right/node"), true, seedInbox);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), seedPort)) {
                socket.setSoLinger(true, 0); // It is closed by a reset.
            }
            log.await("maybe it does not trust this node");
        }
    }

    @Test
    void whoSpeaksSomethingElseHearsNothing() throws Exception {
        try (LogTrap log = new LogTrap("concurrent.futures.cluster")) {
            join("north", folder.resolve("right/node"), true, seedInbox);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), seedPort)) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                byte[] heard = socket.getInputStream().readAllBytes();
                // An alert of TLS at most.
                assertTrue(heard.length <= 7, () -> heard.length + " bytes");
            }
            log.await("refused");
        }
    }

    @Test
    void strangersWhoStayAtTheDoorKeepNobodyOut() throws Exception {
        try (LogTrap log = new LogTrap("concurrent.futures.cluster");
                Crowd crowd = new Crowd()) {
            join("north", folder.resolve("right/node"), true, seedInbox);
            crowd.gather(seedPort, 100);

            Membership other =
                    join("north", folder.resolve("right/node"), false, new RecordingInbox(), Duration.ofSeconds(30));

            assertEquals(2, other.view().nodes().size());
            crowd.assertTheLastOneIsStillThere();
            log.await("too many connect at once");
        }
    }

    @Test
    void whoSendsAByteNowAndThenIsSentAway() throws Exception {
        try (LogTrap log = new LogTrap("concurrent.futures.cluster")) {
            join("north", folder.resolve("right/node"), true, seedInbox);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), seedPort)) {
                assertThrows(IOException.class, () -> dawdle(socket));
            }
            log.await("it has shown no certificate within 10 s");
        }
    }

    /// Sends the beginning of a handshake, a byte every second.
    private static void dawdle(Socket socket) throws IOException {
        socket.setSoTimeout(1_000);
        socket.getOutputStream().write(new byte[] {22, 3, 1, 0x3e, (byte) 0x80, 1});
        for (int sent = 0; sent < RecordingInbox.PATIENCE_SECONDS; sent++) {
            socket.getOutputStream().write(0);
            try {
                if (socket.getInputStream().read() < 0) {
                    throw new IOException("sent away");
                }
            } catch (SocketTimeoutException e) {
                // It is still there.
            }
        }
    }

    @Test
    void certificatesThatCanNotBeReadAreNamed() {
        ClusterException refused =
                assertThrows(ClusterException.class, () -> join("north", folder.resolve("nothing"), true, seedInbox));
        assertTrue(refused.getMessage().contains("node.p12"), refused::getMessage);
    }

    private Membership join(String cluster, @Nullable Path certificates, boolean isSeed, RecordingInbox inbox)
            throws InterruptedException {
        return join(cluster, certificates, isSeed, inbox, Duration.ofSeconds(1));
    }

    private Membership join(
            String cluster, @Nullable Path certificates, boolean isSeed, RecordingInbox inbox, Duration joinTimeout)
            throws InterruptedException {
        EngineSettings settings = new EngineSettings(
                cluster,
                "127.0.0.1",
                isSeed ? seedPort : 0,
                isSeed,
                new Discovery.Seeds(List.of("127.0.0.1:" + seedPort)),
                certificates == null ? null : Security.in(certificates),
                joinTimeout,
                1 << 20);
        Membership membership = Engines.named("jgroups").join(settings, CARD, inbox);
        joined.add(membership);
        return membership;
    }

    /// Connections that say nothing.
    private static final class Crowd implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        void gather(int port, int size) throws IOException {
            for (int each = 0; each < size; each++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
        }

        void assertTheLastOneIsStillThere() throws IOException {
            Socket last = sockets.getLast();
            last.setSoTimeout(1);
            assertThrows(
                    SocketTimeoutException.class, () -> last.getInputStream().read());
        }

        @Override
        public void close() throws IOException {
            for (Socket each : sockets) {
                each.close();
            }
        }
    }

    /// Believes everyone.
    private static final class Gullible implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
