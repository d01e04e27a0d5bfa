package concurrent.futures.dashboard.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That nobody takes a request's place for ever who announces much, or says little.
@Timeout(60)
class ServerLimitsTest {
    private static final ServerSettings LOOPBACK =
            new ServerSettings(InetAddress.getLoopbackAddress(), /* port= */ 0, /* actions= */ false, null);

    /// What is answered until the connection ends; a connection that stays open fails the test.
    private static String answerTo(Server server, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.link().getPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            try {
                for (int next = in.read(); next >= 0; next = in.read()) {
                    answer.append((char) next);
                }
            } catch (SocketException e) {
                answer.append("(cut off)");
            }
            return answer.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"POST /api/actions/cancel", "POST /api/threads", "GET /api/state", "GET /api/events", "PUT /"})
    void whoAnnouncesALargeBodyIsRefusedAtOnce(String line) throws IOException {
        try (Board board = new Board("test", /* actions= */ false);
                Server server = Server.start(LOOPBACK, board)) {
            String answer = answerTo(
                    server,
                    line + " HTTP/1.1\r\nHost: localhost\r\nX-Dashboard: 1\r\nContent-Length: 1000000000\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(answer.endsWith("headers of a request.\n"), answer);
        }
    }

    /// What has come of a request whose end never comes.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET /api/state HTTP/1.1\r\nHost: localhost\r\nX-",
                "POST /api/threads HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n",
                "POST /api/threads HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
            })
    void whoDoesNotComeToAnEndIsEnded(String begun) throws IOException {
        try (Board board = new Board("test", /* actions= */ false);
                Server server = Server.start(LOOPBACK, board, Duration.ofMillis(200))) {
            assertEquals("", answerTo(server, begun).replace("(cut off)", ""));
        }
    }

    /// A page listens for as long as it likes.
    @Test
    void whoListensIsNotEnded() throws IOException {
        Duration most = Duration.ofMillis(100);
        try (Board board = new Board("test", /* actions= */ false);
                Server server = Server.start(LOOPBACK, board, most);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.link().getPort())) {
            socket.setSoTimeout(15_000);
            String request = "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            long end = System.nanoTime() + 20 * most.toNanos();
            while (System.nanoTime() < end) {
                assertTrue(socket.getInputStream().read() >= 0, "ended");
            }
        }
    }
}
