package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.internal.security.Refusals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;

/// Where this node was not let in, or did not want to, and why: logged, so that people see it at the node that has to
/// be mended, and kept for those who ask why nobody is there. Safe for use by many threads.
final class Rebuffs {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");
    private static final int MOST_KEPT = 20;
    private static final String ANOTHER_ONE =
            "'futures cluster issue', with the folder of the cluster's authority, makes another one";

    private final Refusals pacing = new Refusals();
    private final Map<String, String> reasons = new LinkedHashMap<>(); // by place; guarded by this

    /// The other side has sent an alert.
    void refused(SocketAddress peer, SSLException alert) {
        String text = String.valueOf(alert.getMessage());
        add(
                peer,
                text.matches(".*(certificate|unknown_ca).*")
                        ? "it refuses the certificate of this node (" + text
                                + "), and its log says why. Most likely that"
                                + " is of another authority, for another cluster or host, or has ended: " + ANOTHER_ONE
                        : "it refuses this node (" + text + ")");
    }

    /// The other side speaks TLS, and this one does not.
    void wantsCertificate(SocketAddress peer) {
        add(
                peer,
                "it wants a certificate, and this node has none: name the folder that 'futures cluster init' or 'futures"
                        + " cluster issue' has made for this node, by --security or"
                        + " ClusterExecutor.builder().security(…)");
    }

    /// There is no connection, since the handshake has failed.
    void failed(SocketAddress peer, IOException failure) {
        Throwable cause = innermost(failure);
        String text = String.valueOf(cause.getMessage());
        if (failure instanceof SSLException alert && text.contains("Received fatal alert")) {
            refused(peer, alert);
        } else if (cause instanceof GeneralSecurityException) {
            add(
                    peer,
                    "this node refuses its certificate (" + text + "). All nodes of a cluster have certificates of one"
                            + " authority, for one cluster, which have not ended: " + ANOTHER_ONE
                            + ", for the node that is wrong");
        } else if (cause instanceof SocketTimeoutException) {
            add(peer, "it does not answer to a handshake of TLS: see whether it hangs, or is no member of a cluster");
        } else {
            add(
                    peer,
                    "it has ended the handshake of TLS (" + text + "): maybe it has no certificates, which --security"
                            + " names there, or is no member of a cluster");
        }
    }

    private void add(SocketAddress peer, String reason) {
        String place = peer instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(peer);
        synchronized (this) {
            if (reasons.size() < MOST_KEPT || reasons.containsKey(place)) {
                reasons.put(place, reason);
            }
        }
        if (pacing.isNews(place + " " + reason, System.nanoTime())) {
            LOG.log(System.Logger.Level.WARNING, "the node at {0} can not be joined: {1}", place, reason);
        }
    }

    /// What became known.
    ///
    /// @return where each was, and why it can not be joined
    synchronized List<String> list() {
        return reasons.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }

    /// The innermost cause says it best, such as that a certificate has expired.
    static Throwable innermost(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause == failure ? failure : innermost(cause);
    }
}
