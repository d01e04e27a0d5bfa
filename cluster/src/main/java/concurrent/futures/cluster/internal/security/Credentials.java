package concurrent.futures.cluster.internal.security;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings.Security;
import concurrent.futures.internal.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// By what a node shows who it is, and knows the others. Files that have changed are read again for new connections, so
/// that certificates can be renewed while nodes run.
public final class Credentials {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");
    private static final String TLS = "TLSv1.3";

    /// In which an operator can make another certificate.
    private static final Duration SOON = Duration.ofDays(7);

    private final Security files;
    private final String cluster;
    private Loaded loaded;

    private record Loaded(SSLContext context, List<FileTime> times) {}

    /// Reads them.
    ///
    /// @param files where they are
    /// @param cluster whose nodes are believed
    /// @throws UnfitSettingsException if they can not be read, or are no use
    public Credentials(Security files, String cluster) {
        this.files = files;
        this.cluster = ClusterNames.check("cluster", cluster);
        try {
            this.loaded = load(times());
        } catch (IOException e) {
            throw unusable("can not be read: " + FileTrouble.describe(e), e);
        } catch (GeneralSecurityException e) {
            throw unusable("can not be used: " + e.getMessage(), e);
        }
    }

    private ClusterException unusable(String reason, Exception cause) {
        return new UnfitSettingsException(
                "the certificates in " + files.keyStore() + " and " + files.trustStore() + " " + reason
                        + ". 'futures cluster init' makes a folder of them for each node",
                cause);
    }

    /// The context for the next connection.
    ///
    /// @return with this node's key, and the rule whom it believes
    public synchronized SSLContext context() {
        try {
            List<FileTime> now = times();
            if (!now.equals(loaded.times())) {
                loaded = load(now);
                LOG.log(System.Logger.Level.INFO, "certificates were read again from {0}", files.keyStore());
            }
        } catch (IOException | GeneralSecurityException e) {
            // Perhaps they are just being written; the old ones are good until they expire.
            LOG.log(System.Logger.Level.WARNING, "new certificates in " + files.keyStore() + " can not be used", e);
        }
        return loaded.context();
    }

    /// What both sides of a connection insist on.
    ///
    /// @return TLS 1.3, with a certificate of the other side
    public static SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {TLS});
        parameters.setNeedClientAuth(true);
        return parameters;
    }

    private List<FileTime> times() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path file : List.of(files.keyStore(), files.trustStore(), files.password())) {
            times.add(Files.getLastModifiedTime(file));
        }
        return times;
    }

    private Loaded load(List<FileTime> times) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = CertificateAuthority.load(files.keyStore(), files.password());
        check(own, KeyStore.PrivateKeyEntry.class, files.keyStore() + " has no key");
        keys.init(own, CertificateAuthority.password(files.password()));
        warnOfItsEnd(own);
        KeyStore trusted = CertificateAuthority.load(files.trustStore(), files.password());
        check(
                trusted,
                KeyStore.TrustedCertificateEntry.class,
                files.trustStore() + " has no certificate of an authority");
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        X509ExtendedTrustManager authority = Arrays.stream(trust.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no trust manager"));
        SSLContext context = SSLContext.getInstance(TLS);
        context.init(keys.getKeyManagers(), new TrustManager[] {new NodeTrust(authority, cluster)}, null);
        return new Loaded(context, times);
    }

    /// Without that, a node would come up, and know nobody.
    private static void check(KeyStore store, Class<? extends KeyStore.Entry> needed, String otherwise)
            throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.entryInstanceOf(alias, needed)) {
                return;
            }
        }
        throw new KeyStoreException(otherwise);
    }

    /// A node whose certificate ends is refused from then on, by everyone.
    private void warnOfItsEnd(KeyStore own) throws GeneralSecurityException {
        for (String alias : Collections.list(own.aliases())) {
            if (own.getCertificate(alias) instanceof X509Certificate certificate) {
                Instant end = certificate.getNotAfter().toInstant();
                if (end.isBefore(Instant.now().plus(SOON))) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "the certificate in {0} is good until {1}, and no node is let in with it after that: make"
                                    + " another with ''futures cluster issue''",
                            files.keyStore(),
                            end);
                }
            }
        }
    }
}
