package concurrent.futures.cluster.internal.engine;

import org.jspecify.annotations.Nullable;

/// Where a member may be.
///
/// @param host a name, which may have many addresses, or an address
/// @param port of the node there
public record HostAndPort(String host, int port) {
    private static final int HIGHEST_PORT = 0xFFFF;

    /// Reads one.
    ///
    /// @param text `host:port`; an address with colons may be in brackets
    /// @return its parts
    /// @throws IllegalArgumentException if it is of another form, or the port is out of range
    public static HostAndPort parse(String text) {
        int colon = text.lastIndexOf(':');
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw noSeed(text, e);
        }
        if (colon <= 0) {
            throw noSeed(text, null);
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "the port of the seed '" + text + "' must be from 1 to " + HIGHEST_PORT + ", but is " + port);
        }
        String host = text.substring(0, colon);
        boolean inBrackets = host.startsWith("[") && host.endsWith("]");
        return new HostAndPort(inBrackets ? host.substring(1, host.length() - 1) : host, port);
    }

    private static IllegalArgumentException noSeed(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "'" + text + "' is no seed: it has to be of the form host:port, as 127.0.0.1:17800", cause);
    }
}
