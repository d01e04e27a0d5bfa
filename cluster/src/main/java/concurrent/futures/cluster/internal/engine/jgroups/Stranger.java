package concurrent.futures.cluster.internal.engine.jgroups;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// Who knocks at the door, until it is known who it is. That one may be refused by an alert, with which TLS closes the
/// socket; where something has come that nobody has read, the system would then cut the connection, and the alert be
/// lost. So it is not closed before the other side has hung up, or some time has passed.
final class Stranger extends Socket {
    private static final Duration TO_HEAR = Duration.ofMillis(500);

    private volatile boolean isUnknown = true;

    /// Makes one for each connection.
    static final class Entrance extends ServerSocket {
        /// Makes one that is not bound.
        Entrance() throws IOException {
            // As it is.
        }

        @Override
        public Stranger accept() throws IOException {
            Stranger stranger = new Stranger();
            implAccept(stranger);
            return stranger;
        }
    }

    /// It has shown who it is: from now on this is a socket as any other.
    void becomesKnown() {
        isUnknown = false;
    }

    /// Says nothing more, as long as it is not known who that is.
    @Override
    public void close() throws IOException {
        if (!isUnknown) {
            super.close();
        } else if (isConnected() && !isClosed() && !isOutputShutdown()) {
            shutdownOutput();
        }
    }

    /// Closes it at once.
    void cut() throws IOException {
        isUnknown = false;
        super.close();
    }

    /// Closes it when the other side has hung up, or has had the time to hear why.
    void dismiss() throws IOException {
        try {
            close();
            long end = System.nanoTime() + TO_HEAR.toNanos();
            byte[] unread = new byte[1 << 12];
            InputStream in = getInputStream();
            int count = 0;
            for (long left = TO_HEAR.toMillis(); left > 0 && count >= 0; left = (end - System.nanoTime()) / 1_000_000) {
                setSoTimeout((int) left);
                count = in.read(unread);
            }
        } finally {
            cut();
        }
    }
}
