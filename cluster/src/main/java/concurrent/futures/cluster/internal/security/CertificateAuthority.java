package concurrent.futures.cluster.internal.security;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings.Security;
import concurrent.futures.internal.FileTrouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The authority of one cluster, in a folder: whoever has this folder can make nodes.
///
/// ```text
/// folder/ca/ca.p12, password                    the authority's key: to be kept away from the nodes
/// folder/NODE/node.p12, trust.p12, password     what the node NODE needs, and nothing else
/// ```
public final class CertificateAuthority {
    private static final String CA = "ca";
    private static final String NODE = "node";
    private static final String PASSWORD = Security.PASSWORD;
    private static final Duration CA_VALID = Duration.ofDays(3650);
    private static final int PASSWORD_BYTES = 24;

    /// Clocks differ.
    private static final String BEGINS = "-1H";

    private final Path folder;
    private final String cluster;
    private final Keytool keytool = Keytool.find();

    private CertificateAuthority(Path folder, String cluster) {
        this.folder = folder;
        this.cluster = cluster;
    }

    /// Makes an authority.
    ///
    /// @param folder where; must not exist, or be empty
    /// @param cluster the name of its cluster, which every certificate tells
    /// @return the authority
    /// @throws ClusterException if it can not be made, of which no file is left then; the message names the cure
    /// @throws InterruptedException if the thread was interrupted
    public static CertificateAuthority create(Path folder, String cluster) throws InterruptedException {
        ClusterNames.check("cluster", cluster);
        CertificateAuthority authority = new CertificateAuthority(folder, cluster);
        Path home = folder.resolve(CA);
        if (Files.exists(authority.store())) {
            throw new ClusterException(
                    "there is an authority in " + folder + " already: have it make more certificates by 'futures"
                            + " cluster issue " + folder + "', or name another folder for the authority of another"
                            + " cluster",
                    null);
        }
        try {
            if (Files.exists(folder) && !PrivateFiles.isEmptyFolder(folder)) {
                throw new ClusterException(
                        folder + " is there already, and not an empty folder: name one that is not there yet", null);
            }
            PrivateFiles.createFolder(folder);
            PrivateFiles.createNewFolder(home);
        } catch (IOException e) {
            throw new ClusterException(
                    "the folder " + folder + " can not be made: " + FileTrouble.describe(e) + ". Name another place",
                    e);
        }
        boolean isMade = false;
        try {
            authority.writePassword(home);
            List<String> arguments = authority.generate(authority.store(), home.resolve(PASSWORD), CA);
            arguments.addAll(List.of(
                    "-dname",
                    "CN=" + cluster + ",OU=authority of a cluster",
                    "-validity",
                    String.valueOf(CA_VALID.toDays()),
                    "-startdate",
                    BEGINS,
                    "-ext",
                    "bc:critical=ca:true,pathlen:0",
                    "-ext",
                    "ku:critical=keyCertSign,cRLSign"));
            authority.keytool.run(arguments);
            PrivateFiles.restrict(authority.store());
            isMade = true;
        } catch (IOException e) {
            throw new ClusterException(
                    "the authority can not be written to " + folder + ": " + FileTrouble.describe(e), e);
        } finally {
            if (!isMade) {
                PrivateFiles.remove(home, "ca.p12", PASSWORD);
            }
        }
        return authority;
    }

    /// Takes an authority that was made before.
    ///
    /// @param folder where it is
    /// @return the authority
    /// @throws ClusterException if there is none, or what is there is no authority of a cluster
    public static CertificateAuthority open(Path folder) {
        CertificateAuthority unnamed = new CertificateAuthority(folder, "");
        if (!Files.exists(unnamed.store())) {
            throw new ClusterException(
                    "there is no authority in " + folder + ": 'futures cluster init' makes one", null);
        }
        try {
            KeyStore store = load(unnamed.store(), folder.resolve(CA).resolve(PASSWORD));
            if (!store.entryInstanceOf(CA, KeyStore.PrivateKeyEntry.class)
                    || !(store.getCertificate(CA) instanceof X509Certificate certificate)) {
                throw new KeyStoreException(unnamed.store() + " has no key called '" + CA + "', as that of an authority"
                        + " is which 'futures cluster init' has made");
            }
            certificate.checkValidity();
            return new CertificateAuthority(folder, clusterOf(certificate, unnamed.store()));
        } catch (IOException e) {
            throw new ClusterException(
                    "the authority in " + folder + " can not be read: " + FileTrouble.describe(e), e);
        } catch (GeneralSecurityException e) {
            throw new ClusterException("the authority in " + folder + " can not be used: " + e.getMessage(), e);
        }
    }

    private static String clusterOf(X509Certificate certificate, Path store) throws KeyStoreException {
        String name = certificate.getSubjectX500Principal().getName();
        String cluster = name.startsWith("CN=") ? name.substring("CN=".length()).split(",", 2)[0] : "";
        try {
            return ClusterNames.check("cluster", cluster);
        } catch (ClusterException e) {
            throw new KeyStoreException(
                    store + " is of '" + name
                            + "', and not the authority of a cluster, which 'futures cluster init' has" + " made",
                    e);
        }
    }

    /// The name of its cluster.
    ///
    /// @return as it was made with
    public String cluster() {
        return cluster;
    }

    /// Makes a certificate for a node.
    ///
    /// @param node the name of its folder; nodes may share one
    /// @param hosts its names and addresses; if there are any, the others accept it only from there
    /// @param validFor how long, from now
    /// @return its folder
    /// @throws ClusterException if it can not be made, of which nothing is left then, or is there already
    /// @throws InterruptedException if the thread was interrupted
    public Path issue(String node, List<String> hosts, Duration validFor) throws InterruptedException {
        return issue(node, hosts, BEGINS, validFor);
    }

    Path issue(String node, List<String> hosts, String begins, Duration validFor) throws InterruptedException {
        check(node, hosts);
        Path home = folder.resolve(node);
        if (Files.exists(home)) {
            throw new ClusterException(
                    "there is a certificate of '" + node + "' already: to make another, which does not end the old"
                            + " one, first remove " + home,
                    null);
        }
        try {
            PrivateFiles.createNewFolder(home);
        } catch (IOException e) {
            throw new ClusterException("the folder " + home + " can not be made: " + FileTrouble.describe(e), e);
        }
        boolean isMade = false;
        try {
            Path work = PrivateFiles.createTemporaryFolder(folder.resolve(CA));
            try {
                sign(work.resolve("work.p12"), node, hosts, begins, validFor);
                writePassword(home);
                split(work.resolve("work.p12"), home);
            } finally {
                PrivateFiles.remove(work, "work.p12");
            }
            isMade = true;
        } catch (IOException e) {
            throw new ClusterException(
                    "a certificate can not be written to " + home + ": " + FileTrouble.describe(e), e);
        } catch (GeneralSecurityException e) {
            throw new ClusterException("a certificate can not be made in " + home + ": " + e.getMessage(), e);
        } finally {
            if (!isMade) {
                PrivateFiles.remove(home, Security.KEY_STORE, Security.TRUST_STORE, PASSWORD);
            }
        }
        return home;
    }

    /// Looks whether a node may be called so, before anything is made.
    ///
    /// @param node the name of its folder
    /// @param hosts its names and addresses
    /// @throws ClusterException if it may not
    public static void check(String node, List<String> hosts) {
        ClusterNames.check("node", node);
        if (node.equals(CA)) {
            throw new ClusterException("no node can be called '" + CA + "', as the folder of the authority is", null);
        }
        hosts.forEach(ClusterNames::checkHost);
    }

    /// Has a key made and signed beside the authority's own, in a copy.
    private void sign(Path work, String node, List<String> hosts, String begins, Duration validFor)
            throws IOException, InterruptedException {
        PrivateFiles.write(work, Files.readAllBytes(store()));
        List<String> names = new ArrayList<>();
        names.add("uri:" + ClusterNames.uri(cluster));
        for (String host : hosts) {
            names.add((isAddress(host) ? "ip:" : "dns:") + host);
        }
        List<String> arguments = generate(work, folder.resolve(CA).resolve(PASSWORD), NODE);
        arguments.addAll(List.of(
                "-signer",
                CA,
                "-dname",
                "CN=" + node + ",OU=node of a cluster",
                "-validity",
                String.valueOf(Math.max(1, validFor.toDays())),
                "-startdate",
                begins,
                "-ext",
                "san=" + String.join(",", names),
                "-ext",
                "ku:critical=digitalSignature",
                "-ext",
                "eku=serverAuth,clientAuth"));
        keytool.run(arguments);
    }

    /// Gives the node its own key and the authority's certificate, not the authority's key.
    private void split(Path work, Path home) throws IOException, GeneralSecurityException {
        char[] password = password(folder.resolve(CA).resolve(PASSWORD));
        char[] ownPassword = password(home.resolve(PASSWORD));
        KeyStore both = load(work, folder.resolve(CA).resolve(PASSWORD));
        Key key = both.getKey(NODE, password);
        Certificate[] chain = both.getCertificateChain(NODE);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(NODE, key, ownPassword, chain);
        save(own, home.resolve(Security.KEY_STORE), ownPassword);
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(CA, both.getCertificate(CA));
        save(trust, home.resolve(Security.TRUST_STORE), ownPassword);
    }

    private Path store() {
        return folder.resolve(CA).resolve("ca.p12");
    }

    private List<String> generate(Path store, Path password, String alias) {
        return new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:file",
                password.toString()));
    }

    private void writePassword(Path home) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random) + "\n";
        PrivateFiles.write(home.resolve(PASSWORD), password.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static void save(KeyStore store, Path file, char[] password) throws IOException, GeneralSecurityException {
        PrivateFiles.create(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }

    /// Reads a store. What is wrong with it is said with the name of the file.
    static KeyStore load(Path file, Path password) throws IOException, GeneralSecurityException {
        char[] secret = password(password);
        byte[] bytes = read(file);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(bytes), secret);
        } catch (IOException e) {
            String reason = e.getCause() instanceof UnrecoverableKeyException
                    ? password + " has not the password of " + file
                    : file + " is damaged, or not in PKCS #12";
            throw new IOException(reason, e);
        }
        return store;
    }

    /// The first line of a file.
    static char[] password(Path file) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is no text in UTF-8", e);
        }
        return text.lines()
                .findFirst()
                .orElseThrow(() -> new IOException(file + " is empty"))
                .toCharArray();
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder");
        }
        return Files.readAllBytes(file);
    }
}
