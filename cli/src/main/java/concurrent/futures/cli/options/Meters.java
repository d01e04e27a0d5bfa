package concurrent.futures.cli.options;

import concurrent.futures.Executor;
import concurrent.futures.micrometer.ExecutorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// The meters of what a command runs, for Prometheus: what its page has at `/metrics`.
///
/// Safe for use by many threads.
public final class Meters implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /// Makes an empty set of meters.
    public Meters() {}

    /// Adds the meters of an executor, by its own name.
    ///
    /// @param executor the executor, rather than a view of it
    public void add(Executor executor) {
        ExecutorMetrics.monitor(registry, executor, executor.toString());
    }

    /// What all meters show now.
    ///
    /// @return in the text format of Prometheus
    public String scrape() {
        return registry.scrape();
    }

    /// Forgets all of them, and listens no more with the next event.
    @Override
    public void close() {
        registry.close();
    }
}
