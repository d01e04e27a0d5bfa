package concurrent.futures.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Where tasks knock, in whatever process they run, and wait until the test lets them in.
final class Doorstep implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerSocket server;
    private final List<Guest> guests = new ArrayList<>();

    Doorstep() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        server.setSoTimeout((int) PATIENCE.toMillis());
    }

    int port() {
        return server.getLocalPort();
    }

    /// The next one that knocks.
    Guest next() throws IOException {
        Socket socket = server.accept();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Guest guest = new Guest(socket, in.readLong(), in.readLong());
        guests.add(guest);
        return guest;
    }

    @Override
    public void close() throws IOException {
        for (Guest guest : guests) {
            guest.socket.close();
        }
        server.close();
    }

    /// Of a task: waits to be let in. Interrupts do not disturb it.
    ///
    /// @param port of the doorstep
    /// @return the agent in which it was
    static long knock(int port) throws IOException {
        ProcessHandle worker = ProcessHandle.current();
        long agent = worker.parent().orElseThrow().pid();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeLong(agent);
            out.writeLong(worker.pid());
            out.flush();
            if (socket.getInputStream().read() < 0) {
                throw new IllegalStateException("nobody has opened");
            }
        }
        return agent;
    }

    /// A task that waits.
    ///
    /// @param socket its end here
    /// @param agent the process of its agent
    /// @param worker its process
    record Guest(Socket socket, long agent, long worker) {
        void letIn() throws IOException {
            socket.getOutputStream().write(1);
        }

        ProcessHandle agentProcess() {
            return ProcessHandle.of(agent).orElseThrow();
        }

        /// Waits until its process is gone.
        void awaitEnd() {
            ProcessHandle.of(worker)
                    .ifPresent(process -> process.onExit()
                            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join());
        }
    }
}
