package concurrent.futures.benchmarks.child;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// Where tasks and JVMs of other processes meet: each says that it is there, and stays until it is let go.
public final class Rendezvous implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> guests = new ArrayList<>();

    private Rendezvous(ServerSocket server) {
        this.server = server;
    }

    /// Opens one, on the loopback device.
    ///
    /// @return it
    /// @throws IOException if that fails
    public static Rendezvous open() throws IOException {
        return new Rendezvous(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()));
    }

    /// What those who come have to know.
    ///
    /// @return the port
    public int port() {
        return server.getLocalPort();
    }

    /// Waits for guests, who then stay.
    ///
    /// @param count how many more
    /// @throws IOException if that fails
    public void await(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket guest = server.accept();
            guests.add(guest);
            if (guest.getInputStream().read() < 0) {
                throw new IOException("a guest left at once");
            }
        }
    }

    /// Comes to a rendezvous, and stays until it is closed.
    ///
    /// @param port where it is
    /// @return 1, the number of guests that this is
    /// @throws IOException if it is not there
    public static int visit(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            OutputStream out = socket.getOutputStream();
            out.write(1);
            out.flush();
            return socket.getInputStream().read() < 0 ? 1 : 0;
        }
    }

    /// Lets all go.
    @Override
    public void close() throws IOException {
        server.close();
        for (Socket guest : guests) {
            guest.close();
        }
    }
}
