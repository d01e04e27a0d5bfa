package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.internal.security.Credentials;
import concurrent.futures.cluster.internal.security.Refusals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// The server socket of a node. It is bound before JGroups asks for it, so that the node's address tells its port. With
/// certificates it lets in only who has shown one: each that knocks has a thread of its own and a few seconds for that,
/// and nobody else waits meanwhile. Where too many knock at once, who has been at it the longest has to go: strangers
/// that stay at the door keep nobody out.
final class Door extends ServerSocket {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 64;

    private final Stranger.Entrance socket;
    private final @Nullable Credentials credentials;
    private final BlockingQueue<Socket> inside = new LinkedBlockingQueue<>();
    private final Hall hall = new Hall(MOST_AT_ONCE);
    private final Refusals refusals = new Refusals();

    /// Told through the queue that the door is closed.
    private final Socket closed = new Socket();

    /// Makes one.
    ///
    /// @param socket bound
    /// @param credentials of this node, or `null` to let everyone in
    Door(Stranger.Entrance socket, @Nullable Credentials credentials) throws IOException {
        this.socket = socket;
        this.credentials = credentials;
        if (credentials != null) {
            Thread.ofVirtual().name("cluster-door-" + socket.getLocalPort()).start(() -> watch(credentials));
        }
    }

    @Override
    public Socket accept() throws IOException {
        if (credentials == null) {
            Stranger anybody = socket.accept();
            anybody.becomesKnown();
            return anybody;
        }
        try {
            Socket next = inside.take();
            if (next == closed) {
                inside.add(closed);
                throw new SocketException("closed");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketException("interrupted", e);
        }
    }

    private void watch(Credentials mine) {
        while (!socket.isClosed()) {
            try {
                Stranger stranger = socket.accept();
                Stranger oldest = hall.enter(stranger);
                if (oldest != null) {
                    refuse(oldest, "too many connect at once, and it has taken longest to show a certificate");
                    oldest.cut();
                }
                Thread showing = Thread.ofVirtual()
                        .name("cluster-door-" + stranger.getRemoteSocketAddress())
                        .start(() -> letIn(stranger, mine));
                Thread.ofVirtual().name("cluster-door-clock").start(() -> limit(stranger, showing));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "a connection could not be accepted", e);
                }
            }
        }
    }

    private void letIn(Stranger stranger, Credentials mine) {
        try {
            SSLSocket guest = (SSLSocket) mine.context()
                    .getSocketFactory()
                    .createSocket(stranger, stranger.getInetAddress().getHostAddress(), stranger.getPort(), true);
            guest.setUseClientMode(false);
            guest.setSSLParameters(Credentials.parameters());
            guest.startHandshake();
            if (!hall.leave(stranger)) {
                return;
            }
            stranger.becomesKnown();
            inside.add(guest);
            if (socket.isClosed()) {
                guest.close();
            }
        } catch (IOException e) {
            if (hall.leave(stranger)) {
                refuse(stranger, reasonOf(e));
                dismiss(stranger);
            }
        }
    }

    private static void dismiss(Stranger stranger) {
        try {
            stranger.dismiss();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a refused connection was cut", e);
        }
    }

    /// A time limit for each read would not do: who sends a byte now and then would stay.
    private void limit(Stranger stranger, Thread showing) {
        try {
            if (!showing.join(HANDSHAKE) && hall.leave(stranger)) {
                refuse(stranger, "it has shown no certificate within " + HANDSHAKE.toSeconds() + " s");
                stranger.cut();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a refused connection could not be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(Stranger stranger, String reason) {
        refusals.log(
                "a connection from " + stranger.getRemoteSocketAddress() + " to port " + socket.getLocalPort(),
                String.valueOf(stranger.getInetAddress()),
                reason);
    }

    /// The innermost cause says it best, such as that a certificate has expired. Who does not trust this node says so
    /// by an alert, and hangs up; which may overtake the alert.
    private static String reasonOf(IOException failure) {
        Throwable cause = Rebuffs.innermost(failure);
        String message = String.valueOf(cause.getMessage());
        if (message.matches(".*Received fatal alert: .*(certificate|unknown_ca).*")) {
            return message + ": it does not trust this node";
        }
        return cause instanceof SSLException || cause instanceof GeneralSecurityException
                ? message
                : message + ": it has hung up during the handshake; maybe it does not trust this node";
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a refused connection could not be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        inside.forEach(Door::close);
        inside.add(closed);
        super.close();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void bind(SocketAddress endpoint) {
        // It is.
    }

    @Override
    public void bind(SocketAddress endpoint, int backlog) {
        // It is.
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return new InetSocketAddress(getInetAddress(), getLocalPort());
    }

    @Override
    public boolean isBound() {
        return true;
    }
}
