package concurrent.futures.cluster.internal.engine.jgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class OutgoingSocketTest {
    private final Rebuffs rebuffs = new Rebuffs();

    /// A name may have another address by the time it is looked up again, and a folder tells others.
    @Test
    void withoutCertificatesItGoesToThisMachineAlone() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new OutgoingSocket(null, rebuffs)) {
            InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 1);
            assertThrows(ConnectException.class, () -> socket.connect(elsewhere));
            assertThrows(ConnectException.class, () -> socket.connect(elsewhere, 1000));
            socket.connect(server.getLocalSocketAddress());
            assertTrue(socket.isConnected());
        }
    }

    @Test
    void anAlertOfTlsIsNotTakenForALength() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new OutgoingSocket(null, rebuffs)) {
            socket.connect(server.getLocalSocketAddress());
            try (Socket other = server.accept()) {
                other.getOutputStream().write(new byte[] {0x15, 3, 3, 0, 2, 2, 80});
                assertThrows(
                        SocketException.class, () -> socket.getInputStream().read(new byte[4]));
            }
            assertEquals(1, rebuffs.list().size());
            assertTrue(rebuffs.list().getFirst().contains("wants a certificate"), () -> "" + rebuffs.list());
        }
    }
}
