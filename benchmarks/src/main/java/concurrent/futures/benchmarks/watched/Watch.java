package concurrent.futures.benchmarks.watched;

import concurrent.futures.Executor;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.dashboard.Dashboard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A dashboard that shows a pool, and somebody who has its page open all the time.
final class Watch implements AutoCloseable {
    private final Dashboard dashboard;

    /// Tells how many bytes came, once the page has ended.
    private final FutureTask<Long> onlooker;

    Watch(Executor pool) {
        dashboard = Dashboard.builder().port(0).announcement(link -> {}).serve(pool);
        URI news = dashboard.link().orElseThrow().resolve("/api/events");
        InputStream page = open(news);
        onlooker = new FutureTask<>(() -> read(page));
        Thread.ofVirtual().name("onlooker").start(onlooker);
    }

    /// The page is there before anything is measured.
    private InputStream open(URI news) {
        try {
            return news.toURL().openStream();
        } catch (IOException e) {
            dashboard.close();
            throw new UncheckedIOException("the page could not be opened", e);
        }
    }

    private static long read(InputStream page) throws IOException {
        long all = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = page) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                all += count;
            }
        }
        return all;
    }

    @Override
    public void close() {
        dashboard.close();
        boolean told;
        try {
            told = onlooker.get() > 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the page could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the page ended", e);
        }
        Check.that("the page told something", told);
    }
}
