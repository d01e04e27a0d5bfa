package concurrent.futures.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// Shows the meters of a process pool as a Prometheus server gets them.
final class MetersForPrometheus {
    private MetersForPrometheus() {}

    // @start region="meters"
    private static void run() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Executor executor = new ProcessPoolExecutor(2);
        try (ExecutorMetrics _ = ExecutorMetrics.monitor(registry, executor, "squares")) {
            try (executor) {
                executor.map(number -> number * number, List.of(1, 2, 3)).forEach(IO::println);
            }
            IO.println(registry.scrape());
        }
    }
    // @end

    // @start region="page"
    static HttpServer serve(PrometheusMeterRegistry registry, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/metrics", exchange -> {
            try (exchange) {
                byte[] page = registry.scrape().getBytes(UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        server.start();
        return server;
    }
    // @end

    /// Prints three squares, and the meters of the pool that found them.
    ///
    /// @param args none
    public static void main(String... args) {
        run();
    }
}
