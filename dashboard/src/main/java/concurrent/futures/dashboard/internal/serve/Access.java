package concurrent.futures.dashboard.internal.serve;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may see the dashboard.
///
/// From another machine: who has the link, with its token. On the loopback interface: whoever is on this machine, but
/// no page of another site, whose name may have been bent to this machine's address; its browser sends that name. Where
/// the page may do something, the token is needed there as well.
///
/// No cookie is ever set: a request that another site has the browser send has no token.
final class Access {
    private static final int TOKEN_BYTES = 24;
    private static final String BEARER = "Bearer ";
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean loopback;
    private final @Nullable String token;

    /// @param address that is listened on
    /// @param actions whether the page may do something
    Access(InetAddress address, boolean actions) {
        this.loopback = address.isLoopbackAddress();
        this.token = loopback && !actions ? null : newToken();
    }

    private static String newToken() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /// What is to be part of the link.
    ///
    /// @return a query, or nothing
    String query() {
        return token == null ? "" : "?token=" + token;
    }

    /// Whether the request is for this server, as far as the browser knows.
    boolean isForThis(HttpExchange exchange) {
        if (!loopback) {
            return true; // It may have many names; who has the token has the link.
        }
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host == null) {
            return false;
        }
        // Any port: there may be a tunnel.
        String name = host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        return LOOPBACK_NAMES.contains(name) || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    /// Whether the request has the token, if one is needed.
    boolean isGranted(HttpExchange exchange, Parameters parameters) {
        if (token == null) {
            return true;
        }
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String given = header != null && header.startsWith(BEARER)
                ? header.substring(BEARER.length())
                : parameters.get("token").orElse("");
        return isToken(given);
    }

    /// Whether the request was sent by this page: another one can neither know the token nor set a header without being
    /// asked about, which is never answered.
    boolean isFromThisPage(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        if (!"1".equals(headers.getFirst("X-Dashboard"))) {
            return false;
        }
        String origin = headers.getFirst("Origin");
        String host = headers.getFirst("Host");
        if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            return false;
        }
        String header = headers.getFirst("Authorization");
        return token == null
                || (header != null && header.startsWith(BEARER) && isToken(header.substring(BEARER.length())));
    }

    /// Compares in a time that tells nothing.
    private boolean isToken(String given) {
        return token != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
