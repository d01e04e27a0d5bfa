package concurrent.futures.cluster.internal.security;

import concurrent.futures.cluster.ClusterException;
import java.util.regex.Pattern;

/// The names of clusters and nodes that certificates may have, and how a certificate tells its cluster: by a URI among
/// its alternative names.
final class ClusterNames {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:][A-Za-z0-9.:-]{0,252}");
    private static final String SCHEME = "concurrent-futures:cluster/";

    private ClusterNames() {}

    static String check(String what, String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw new ClusterException(
                    "the name '" + name + "' of a " + what
                            + " may have letters, digits, '.', '_' and '-', 63 at most, and begins with one of the"
                            + " first two",
                    null);
        }
        return name;
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
