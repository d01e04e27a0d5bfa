package concurrent.futures.cluster.internal.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings.Security;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a node says of files that are no use, before it looks for others.
class CredentialsTest {
    @TempDir
    static Path made;

    @TempDir
    private Path folder;

    private static Path node = Path.of("");
    private static Path other = Path.of("");

    @BeforeAll
    static void make() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create(made.resolve("authority"), "north");
        node = authority.issue("node", List.of(), Duration.ofDays(90));
        other = authority.issue("other", List.of(), Duration.ofDays(90));
    }

    @BeforeEach
    void copy() throws Exception {
        for (String file : List.of("node.p12", "trust.p12", "password")) {
            Files.copy(node.resolve(file), folder.resolve(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node.p12", "trust.p12"})
    void anEmptyOrDamagedStoreIsNamed(String file) throws Exception {
        byte[] whole = Files.readAllBytes(node.resolve(file));
        for (int length : List.of(0, 1, whole.length / 2)) {
            Files.write(folder.resolve(file), Arrays.copyOf(whole, length));
            assertIsRefused(file, "is damaged, or not in PKCS #12");
        }
    }

    @Test
    void aPasswordThatIsNoneIsNamed() throws Exception {
        Files.write(folder.resolve("password"), new byte[0]);
        assertIsRefused("password", "is empty");
        Files.write(folder.resolve("password"), new byte[] {-1, -2, -128});
        assertIsRefused("password", "is no text in UTF-8");
    }

    @Test
    void thePasswordOfAnotherNodeIsNamedWithTheStore() throws Exception {
        Files.write(folder.resolve("password"), Files.readAllBytes(other.resolve("password")));
        assertIsRefused("password", "has not the password of " + folder.resolve("node.p12"));
    }

    @Test
    void theTrustStoreOfAnotherNodeIsNamed() throws Exception {
        Files.write(folder.resolve("trust.p12"), Files.readAllBytes(other.resolve("trust.p12")));
        assertIsRefused("password", "has not the password of " + folder.resolve("trust.p12"));
    }

    @Test
    void aTrustStoreInPlaceOfTheKeyIsNamed() throws Exception {
        Files.write(folder.resolve("node.p12"), Files.readAllBytes(node.resolve("trust.p12")));
        assertIsRefused("node.p12", "has no key");
    }

    @Test
    void aKeyInPlaceOfTheTrustStoreIsNamed() throws Exception {
        Files.write(folder.resolve("trust.p12"), Files.readAllBytes(node.resolve("node.p12")));
        assertIsRefused("trust.p12", "has no certificate of an authority");
    }

    @Test
    void aFolderInPlaceOfAFileIsNamed() throws Exception {
        Files.delete(folder.resolve("trust.p12"));
        Files.createDirectory(folder.resolve("trust.p12"));
        assertIsRefused("trust.p12", "is a folder");
    }

    @Test
    void aCertificateThatHasEndedIsRefused() throws Exception {
        use("ended", "2020/01/01 00:00:00");
        assertIsRefused("node.p12", "was good until 2020-01-");
    }

    @Test
    void ofACertificateThatIsNotGoodYetIsWarned() throws Exception {
        use("early", "+30d");
        try (LogTrap log = new LogTrap("concurrent.futures.cluster")) {
            new Credentials(Security.in(folder), "north");
            log.await("is good from ");
        }
    }

    @Test
    void newFilesThatAreOfNoUseAreNamedOnceAndTheOldOnesKept() throws Exception {
        Credentials credentials = new Credentials(Security.in(folder), "north");
        SSLContext first = credentials.context();
        Files.write(folder.resolve("node.p12"), new byte[] {1});
        Files.setLastModifiedTime(
                folder.resolve("node.p12"), FileTime.from(Instant.now().plusSeconds(10)));
        try (LogTrap log = new LogTrap("concurrent.futures.cluster")) {
            for (int connection = 0; connection < 3; connection++) {
                assertSame(first, credentials.context());
            }
            assertEquals(
                    1,
                    log.messages().stream()
                            .filter(message -> message.contains("can not be used"))
                            .count());
        }
    }

    private void use(String name, String begins) throws Exception {
        Path bad =
                CertificateAuthority.open(made.resolve("authority")).issue(name, List.of(), begins, Duration.ofDays(1));
        for (String file : List.of("node.p12", "trust.p12", "password")) {
            Files.copy(bad.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void assertIsRefused(String file, String reason) {
        ClusterException refused =
                assertThrows(ClusterException.class, () -> new Credentials(Security.in(folder), "north"));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(folder.resolve(file) + " " + reason), message);
        assertTrue(message.contains("'futures cluster init'"), message);
        assertFalse(message.contains("Exception"), message);
    }
}
