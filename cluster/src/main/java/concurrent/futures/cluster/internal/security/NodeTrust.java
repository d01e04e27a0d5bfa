package concurrent.futures.cluster.internal.security;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Whom a node believes, as server and as client alike: who has a valid certificate of the authority, for this cluster,
/// and, if the certificate names hosts, is at one of them.
final class NodeTrust extends X509ExtendedTrustManager {
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private final X509ExtendedTrustManager authority;
    private final String cluster;

    NodeTrust(X509ExtendedTrustManager authority, String cluster) {
        this.authority = authority;
        this.cluster = cluster;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authority.checkClientTrusted(chain, type, socket);
        checkNames(chain[0], socket.getInetAddress());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authority.checkServerTrusted(chain, type, socket);
        checkNames(chain[0], socket.getInetAddress());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("nodes talk through sockets");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("nodes talk through sockets");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("nodes talk through sockets");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("nodes talk through sockets");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authority.getAcceptedIssuers();
    }

    private void checkNames(X509Certificate certificate, InetAddress peer) throws CertificateException {
        List<String> hosts = new ArrayList<>();
        List<String> uris = new ArrayList<>();
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        for (List<?> name : names == null ? List.<List<?>>of() : names) {
            switch ((Integer) name.get(0)) {
                case DNS, IP -> hosts.add((String) name.get(1));
                case URI -> uris.add((String) name.get(1));
                default -> {
                    // Others say nothing to us.
                }
            }
        }
        if (!uris.contains(ClusterNames.uri(cluster))) {
            List<String> others = uris.stream().filter(ClusterNames::isUri).toList();
            throw new CertificateException("the certificate of " + certificate.getSubjectX500Principal()
                    + " is not for cluster '" + cluster + "' but for " + (others.isEmpty() ? "none" : others));
        }
        if (!hosts.isEmpty() && hosts.stream().noneMatch(host -> isAt(host, peer))) {
            throw new CertificateException("the certificate of " + certificate.getSubjectX500Principal() + " is for "
                    + hosts + ", and " + peer.getHostAddress() + " is none of them");
        }
    }

    private static boolean isAt(String host, InetAddress peer) {
        try {
            return Arrays.asList(InetAddress.getAllByName(host)).contains(peer);
        } catch (UnknownHostException e) {
            // Then the peer is not there.
            return false;
        }
    }
}
