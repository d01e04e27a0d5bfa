package concurrent.futures.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final CountDownLatch slowPagesMayAnswer = new CountDownLatch(1);
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(handlers);
        server.createContext("/short", exchange -> answer(exchange, 200, "four"));
        server.createContext("/long", exchange -> answer(exchange, 200, "fourteen bytes"));
        server.createContext("/broken", exchange -> answer(exchange, 500, ""));
        server.createContext("/slow", exchange -> {
            awaitLeave();
            answer(exchange, 200, "slow");
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        slowPagesMayAnswer.countDown();
        server.stop(0);
        handlers.close();
    }

    @Test
    void mapPrintsTheSizesInTheOrderOfTheAddresses() throws Exception {
        Printed printed = Printed.by(MapOverPages::main, url("/long"), url("/short"));

        assertEquals(List.of(url("/long") + ": 14 bytes", url("/short") + ": 4 bytes"), printed.out());
    }

    @Test
    void asCompletedPrintsTheSlowPageLastAndNamesTheBrokenOne() throws Exception {
        Printed printed = Printed.by(
                lines -> {
                    if (lines == 2) {
                        slowPagesMayAnswer.countDown();
                    }
                },
                AsCompleted::main,
                url("/slow"),
                url("/short"),
                url("/broken"));

        assertEquals(3, printed.out().size());
        assertEquals(
                Set.of(url("/short") + ": 4 bytes", url("/broken") + " failed: java.io.IOException: status 500"),
                Set.copyOf(printed.out().subList(0, 2)));
        assertEquals(url("/slow") + ": 4 bytes", printed.out().get(2));
    }

    @Test
    void firstCompletedTakesTheFastPageAndCancelsTheOthers() throws Exception {
        Printed printed = Printed.by(FirstCompleted::main, url("/slow"), url("/long"), url("/slow/too"));

        assertEquals(List.of("first: " + url("/long") + ", 14 bytes", "cancelled: 2"), printed.out());
    }

    private String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private void awaitLeave() throws IOException {
        try {
            slowPagesMayAnswer.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
