package concurrent.futures.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.json.Json;

/// Asks a dashboard as a browser would, and as none would.
final class Browserless implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI link;

    Browserless(Dashboard dashboard) {
        link = dashboard.link().orElseThrow();
    }

    /// The token of the link, as a query; nothing if there is none.
    String query() {
        return link.getRawQuery() == null ? "" : "?" + link.getRawQuery();
    }

    String token() {
        return query().replace("?token=", "");
    }

    String origin() {
        return "http://" + link.getAuthority();
    }

    int port() {
        return link.getPort();
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(link.resolve(path)).build());
    }

    HttpResponse<String> method(String method, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(link.resolve(path)).method(method, BodyPublishers.noBody());
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// What the page hears, event by event, until it is closed.
    Stream<Map<String, Object>> events() {
        try {
            HttpRequest request = HttpRequest.newBuilder(link.resolve("/api/events" + query()))
                    .build();
            return client.send(request, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> json(line.substring(6)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// The first line of the answer to a request whose host is another name.
    String statusFor(String path, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return in.readLine();
        }
    }

    static Map<String, Object> json(String text) {
        return new Json().toType(text, Json.MAP_TYPE);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
