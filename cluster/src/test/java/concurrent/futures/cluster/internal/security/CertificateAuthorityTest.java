package concurrent.futures.cluster.internal.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings.Security;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
    @TempDir
    static Path folder;

    private static Path node = Path.of("");

    @BeforeAll
    static void make() throws Exception {
        node = CertificateAuthority.create(folder, "north-1")
                .issue("a", List.of("127.0.0.1", "a.example"), Duration.ofDays(90));
    }

    @Test
    void aCertificateIsSignedAndTellsClusterAndHosts() throws Exception {
        KeyStore store = CertificateAuthority.load(node.resolve("node.p12"), node.resolve("password"));
        X509Certificate certificate = (X509Certificate) store.getCertificate("node");
        KeyStore trust = CertificateAuthority.load(node.resolve("trust.p12"), node.resolve("password"));
        certificate.verify(trust.getCertificate("ca").getPublicKey());

        List<Object> names = certificate.getSubjectAlternativeNames().stream()
                .map(name -> (Object) name.get(1))
                .toList();
        assertEquals(List.of("concurrent-futures:cluster/north-1", "127.0.0.1", "a.example"), names);
        assertEquals(-1, certificate.getBasicConstraints(), "it signs nothing itself");
        certificate.checkValidity();
    }

    @Test
    void aNodeDoesNotGetTheKeyOfTheAuthority() throws Exception {
        KeyStore store = CertificateAuthority.load(node.resolve("node.p12"), node.resolve("password"));
        KeyStore trust = CertificateAuthority.load(node.resolve("trust.p12"), node.resolve("password"));
        assertEquals(1, store.size());
        assertFalse(trust.isKeyEntry("ca"));
        assertFalse(Files.readString(folder.resolve("ca/password")).equals(Files.readString(node.resolve("password"))));
    }

    @Test
    void nobodyElseCanReadTheKeys() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                assertTrue(rights.endsWith("------"), () -> file + " " + rights);
            }
        }
    }

    @Test
    void nobodyElseCanLookIntoTheFolders() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isDirectory).toList()) {
                assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }

    @Test
    void nothingIsLeftOfWhatFails() throws Exception {
        Path other = folder.resolveSibling(folder.getFileName() + "-broken");
        CertificateAuthority authority = CertificateAuthority.create(other, "south");
        try {
            Files.writeString(other.resolve("ca/password"), "wrong-password\n");
            assertThrows(ClusterException.class, () -> authority.issue("b", List.of(), Duration.ofDays(1)));
            assertFalse(Files.exists(other.resolve("b")));
            try (Stream<Path> left = Files.list(other.resolve("ca"))) {
                assertEquals(2, left.count(), "ca.p12 and password");
            }
        } finally {
            PrivateFiles.remove(other.resolve("ca"), "ca.p12", "password");
            PrivateFiles.remove(other);
        }
    }

    @Test
    void aFolderWithSomethingInItIsRefused() {
        ClusterException refused =
                assertThrows(ClusterException.class, () -> CertificateAuthority.create(node, "north-1"));
        assertTrue(refused.getMessage().contains("not an empty folder"), refused::getMessage);
    }

    @Test
    void nothingIsWrittenOver() {
        assertThrows(ClusterException.class, () -> CertificateAuthority.create(folder, "north-1"));
        CertificateAuthority authority = CertificateAuthority.open(folder);
        assertEquals("north-1", authority.cluster());
        assertThrows(ClusterException.class, () -> authority.issue("a", List.of(), Duration.ofDays(1)));
        assertThrows(ClusterException.class, () -> authority.issue("ca", List.of(), Duration.ofDays(1)));
    }

    @Test
    void namesThatCouldBeOptionsOrPathsAreRefused() {
        CertificateAuthority authority = CertificateAuthority.open(folder);
        for (String name : List.of("", "..", "-x", "a/b", "a,b", "a b", "x".repeat(64))) {
            assertThrows(ClusterException.class, () -> authority.issue(name, List.of(), Duration.ofDays(1)), name);
            assertThrows(ClusterException.class, () -> CertificateAuthority.create(folder.resolve("n"), name), name);
        }
        assertThrows(
                ClusterException.class, () -> authority.issue("b", List.of("a.example,ca:true"), Duration.ofDays(1)));
    }

    @Test
    void certificatesAreReadAgainWhenTheyHaveChanged() throws Exception {
        Path copy = folder.resolve("copy");
        PrivateFiles.createNewFolder(copy);
        for (String file : List.of("node.p12", "trust.p12", "password")) {
            Files.copy(node.resolve(file), copy.resolve(file));
        }
        Credentials credentials = new Credentials(
                new Security(copy.resolve("node.p12"), copy.resolve("trust.p12"), copy.resolve("password")), "north-1");
        SSLContext first = credentials.context();
        assertSame(first, credentials.context());

        Files.setLastModifiedTime(copy.resolve("node.p12"), FileTime.fromMillis(1_000_000_000_000L));
        SSLContext second = credentials.context();
        assertNotSame(first, second);

        Files.writeString(copy.resolve("node.p12"), "half a file");
        assertSame(second, credentials.context(), "what is no use yet does not take away what is");
    }
}
