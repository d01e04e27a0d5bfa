package concurrent.futures.cluster.internal.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports for tests.
public final class Ports {
    private Ports() {}

    /// One that was free a moment ago.
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits, where nobody listens yet, until others have tried to connect.
    ///
    /// @param port of the loopback address
    /// @param count how often
    public static void awaitLookers(int port, int count) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < count; i++) {
                socket.accept().close();
            }
        }
    }
}
