package concurrent.futures.cluster.internal.security;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;

/// Certificates for tests, good and bad.
public final class TestCertificates {
    private TestCertificates() {}

    /// Makes them: `right/node`, `right/expired`, `right/early`, `right/elsewhere` (for another address),
    /// `stranger/node` (of another authority that takes the same name, but who believes the right one), all for the
    /// cluster `north`.
    ///
    /// @param folder where
    public static void make(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        CertificateAuthority right = CertificateAuthority.create(folder.resolve("right"), "north");
        Path node = right.issue("node", List.of(), Duration.ofDays(1));
        expired(folder.resolve("right"), "expired");
        right.issue("early", List.of(), "+30d", Duration.ofDays(1));
        right.issue("elsewhere", List.of("192.0.2.77"), Duration.ofDays(1));
        Path stranger = CertificateAuthority.create(folder.resolve("stranger"), "north")
                .issue("node", List.of(), Duration.ofDays(1));
        KeyStore trust = CertificateAuthority.load(node.resolve("trust.p12"), node.resolve("password"));
        try (OutputStream out = Files.newOutputStream(stranger.resolve("trust.p12"))) {
            trust.store(out, CertificateAuthority.password(stranger.resolve("password")));
        }
    }

    /// Makes one that was good once.
    ///
    /// @param authority its folder
    /// @param node for which it is
    /// @return the folder of the node
    public static Path expired(Path authority, String node) throws InterruptedException {
        return CertificateAuthority.open(authority).issue(node, List.of(), "2020/01/01 00:00:00", Duration.ofDays(1));
    }
}
