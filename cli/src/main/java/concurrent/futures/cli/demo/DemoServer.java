package concurrent.futures.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A web server on the loopback interface, with pages that are fast, slow, failing, or never come.
final class DemoServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final long SLOW_MILLIS = 300;
    private static final long NEVER_SECONDS = 60;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final URI refused;

    private DemoServer() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket nobody = new ServerSocket(0, 1, loopback)) {
            refused = uri(nobody.getLocalPort(), "/refused");
        }
        server = HttpServer.create(new InetSocketAddress(loopback, 0), /* backlog= */ 0);
        server.setExecutor(threads);
        server.createContext("/fast/", this::answer);
        server.createContext("/slow/", exchange -> answerAfter(SLOW_MILLIS, TimeUnit.MILLISECONDS, exchange));
        server.createContext("/never/", exchange -> answerAfter(NEVER_SECONDS, TimeUnit.SECONDS, exchange));
        server.createContext("/failing/", exchange -> {
            exchange.sendResponseHeaders(UNAVAILABLE, -1);
            exchange.close();
        });
    }

    static DemoServer start() throws IOException {
        DemoServer server = new DemoServer();
        server.server.start();
        return server;
    }

    private static URI uri(int port, String path) {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + path);
    }

    /// The address of a page.
    String page(String path) {
        return uri(server.getAddress().getPort(), path).toString();
    }

    String address() {
        return page("/");
    }

    /// An address where nobody listens.
    String refused() {
        return refused.toString();
    }

    private void answerAfter(long time, TimeUnit unit, HttpExchange exchange) throws IOException {
        try {
            if (closed.await(time, unit)) {
                exchange.close();
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        answer(exchange);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = ("<h1>" + path + "</h1>\n").repeat(10 * path.length()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(OK, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
