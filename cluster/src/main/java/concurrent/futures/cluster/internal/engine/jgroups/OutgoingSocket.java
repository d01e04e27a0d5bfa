package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.internal.security.Credentials;
import concurrent.futures.cluster.internal.security.LoopbackRule;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// By which a node goes to another one. JGroups takes it for a plain socket: with certificates, to connect is to show
/// them as well, and what is read and written then goes by TLS. If the other side does not want this node, that is told
/// by what is read, since by TLS 1.3 the handshake is over for this side before the other one has looked at its
/// certificate.
final class OutgoingSocket extends Socket {
    private static final int HANDSHAKE_MILLIS = 10_000;

    /// How an alert of TLS begins. For JGroups it would be the length of a message.
    private static final byte ALERT = 0x15;

    private static final byte VERSION = 3;

    private final @Nullable Credentials credentials;
    private final Rebuffs rebuffs;
    private final AtomicBoolean isClosing = new AtomicBoolean();

    /// Who shakes hands: what TLS closes then, this node has not closed by itself.
    private volatile @Nullable Thread connecting;

    /// What is written and read by, once the handshake is over. It lies over this socket, and uses it as it was before.
    private volatile @Nullable SSLSocket guarded;

    /// Makes one that is not connected.
    ///
    /// @param credentials of this node, if it has some
    /// @param rebuffs is told if this node is not let in
    OutgoingSocket(@Nullable Credentials credentials, Rebuffs rebuffs) {
        this.credentials = credentials;
        this.rebuffs = rebuffs;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (credentials == null) {
            LoopbackRule.checkWay(endpoint);
            super.connect(endpoint, timeout);
            return;
        }
        super.connect(endpoint, timeout);
        connecting = Thread.currentThread();
        try {
            guarded = shakeHands(credentials);
        } catch (IOException e) {
            if (!isClosing.get()) {
                rebuffs.failed(endpoint, e);
            }
            super.close();
            throw e;
        } finally {
            connecting = null;
        }
    }

    private SSLSocket shakeHands(Credentials mine) throws IOException {
        // Who does not go on with the handshake is given up; a connection that stands may be silent.
        setSoTimeout(HANDSHAKE_MILLIS);
        SSLSocket over = (SSLSocket) mine.context()
                .getSocketFactory()
                .createSocket(this, getInetAddress().getHostAddress(), getPort(), /* autoClose= */ true);
        over.setSSLParameters(Credentials.parameters());
        over.startHandshake();
        setSoTimeout(0);
        return over;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        SSLSocket over = guarded;
        if (over != null) {
            return new Guarded(over.getInputStream());
        }
        InputStream plain = super.getInputStream();
        return credentials == null ? new Plain(plain) : plain;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        SSLSocket over = guarded;
        return over == null ? super.getOutputStream() : over.getOutputStream();
    }

    /// What lies over it is closed first, and closes this one, too.
    @Override
    public void close() throws IOException {
        boolean isFirst = connecting != Thread.currentThread() && isClosing.compareAndSet(false, true);
        SSLSocket over = guarded;
        if (over == null) {
            super.close();
            return;
        }
        try {
            if (isFirst && !isClosed()) {
                setSoLinger(true, 0); // So TLS does not wait for one that writes what the other side does not read.
                over.close();
            }
        } finally {
            endOrderly();
        }
    }

    /// What was written goes out still.
    private void endOrderly() throws IOException {
        try {
            if (!isClosed()) {
                setSoLinger(false, 0);
            }
        } finally {
            super.close();
        }
    }

    private SocketException refused(@Nullable Exception alert) {
        SocketException end = new SocketException("this node was refused");
        end.initCause(alert);
        return end;
    }

    /// Hears why this node is refused.
    private final class Guarded extends FilterInputStream {
        Guarded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (SSLException e) {
                throw heard(e);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return in.read(into, offset, length);
            } catch (SSLException e) {
                throw heard(e);
            }
        }

        private IOException heard(SSLException e) {
            if (!String.valueOf(e.getMessage()).contains("Received fatal alert")) {
                return e;
            }
            rebuffs.refused(getRemoteSocketAddress(), e);
            return refused(e);
        }
    }

    /// Sees that the other side has certificates.
    private final class Plain extends FilterInputStream {
        private boolean isFirst = true;

        Plain(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            if (isFirst && count > 1 && into[offset] == ALERT && into[offset + 1] == VERSION) {
                rebuffs.wantsCertificate(getRemoteSocketAddress());
                throw refused(null);
            }
            isFirst = false;
            return count;
        }
    }
}
