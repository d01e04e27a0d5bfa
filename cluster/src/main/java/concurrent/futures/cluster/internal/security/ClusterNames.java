package concurrent.futures.cluster.internal.security;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.Names;
import java.util.regex.Pattern;

/// The names of clusters and nodes that certificates may have, and how a certificate tells its cluster: by a URI among
/// its alternative names.
final class ClusterNames {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:][A-Za-z0-9.:-]{0,252}");
    private static final String SCHEME = "concurrent-futures:cluster/";

    private ClusterNames() {}

    static String check(String what, String name) {
        try {
            return Names.check(what, name);
        } catch (IllegalArgumentException e) {
            throw new ClusterException(String.valueOf(e.getMessage()), e);
        }
    }

    static void checkHost(String host) {
        if (!HOST.matcher(host).matches()) {
            throw new ClusterException("'" + host + "' is neither the name of a host nor an address", null);
        }
    }

    static String uri(String cluster) {
        return SCHEME + cluster;
    }

    static boolean isUri(String uri) {
        return uri.startsWith(SCHEME);
    }
}
