package concurrent.futures.micrometer;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Serves a registry's page on a port of the loopback interface, and gets it from there, as a Prometheus server does.
final class Scraper implements AutoCloseable {
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    Scraper(PrometheusMeterRegistry registry) {
        try {
            server = MetersForPrometheus.serve(registry, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Page scrape() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
        try {
            return new Page(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while it scrapes", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
        server.stop(0);
    }
}
