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
import java.security.cert.CertificateExpiredException;
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
    private SSLContext loaded;

    /// Of the files that were read last, whether they were of use or not.
    private List<FileTime> tried;

    /// Reads them.
    ///
    /// @param files where they are
    /// @param cluster whose nodes are believed
    /// @throws UnfitSettingsException if they can not be read, or are no use
    public Credentials(Security files, String cluster) {
        this.files = files;
        this.cluster = ClusterNames.check("cluster", cluster);
        try {
            this.tried = times();
            this.loaded = load();
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
            if (!now.equals(tried)) {
                tried = now;
                loaded = load();
                LOG.log(System.Logger.Level.INFO, "certificates were read again from {0}", files.keyStore());
            }
        } catch (IOException | GeneralSecurityException e) {
            // Perhaps they are just being written, and change again; the old ones are good until they expire.
            LOG.log(System.Logger.Level.WARNING, "new certificates in " + files.keyStore() + " can not be used", e);
        }
        return loaded;
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

    private SSLContext load() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = CertificateAuthority.load(files.keyStore(), files.password());
        check(own, KeyStore.PrivateKeyEntry.class, files.keyStore() + " has no key");
        keys.init(own, CertificateAuthority.password(files.password()));
        checkItsEnd(own);
        warn(own);
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
        return context;
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

    /// With a certificate that has ended, a node would come up, and be refused by everyone.
    private void checkItsEnd(KeyStore own) throws GeneralSecurityException {
        for (X509Certificate certificate : certificates(own)) {
            Instant end = certificate.getNotAfter().toInstant();
            if (end.isBefore(Instant.now())) {
                throw new CertificateExpiredException("the one in " + files.keyStore() + " was good until " + end
                        + ": make another with 'futures cluster issue'");
            }
        }
    }

    /// A node whose certificate ends, or is not good yet, is refused by everyone.
    private void warn(KeyStore own) throws GeneralSecurityException {
        Instant now = Instant.now();
        for (X509Certificate certificate : certificates(own)) {
            Instant begin = certificate.getNotBefore().toInstant();
            Instant end = certificate.getNotAfter().toInstant();
            if (begin.isAfter(now)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the certificate in {0} is good from {1} on, and no node is let in with it before: see whether the"
                                + " clock of this machine is right, where it is {2}",
                        files.keyStore(),
                        begin,
                        now);
            }
            if (end.isBefore(now.plus(SOON))) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the certificate in {0} is good until {1}, and no node is let in with it after that: make"
                                + " another with ''futures cluster issue''",
                        files.keyStore(),
                        end);
            }
        }
    }

    private static List<X509Certificate> certificates(KeyStore own) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String alias : Collections.list(own.aliases())) {
            if (own.getCertificate(alias) instanceof X509Certificate certificate) {
                certificates.add(certificate);
            }
        }
        return certificates;
    }
}
