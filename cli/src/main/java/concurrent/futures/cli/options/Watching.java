package concurrent.futures.cli.options;

import concurrent.futures.Executor;
import concurrent.futures.cli.session.Session;
import concurrent.futures.dashboard.Dashboard;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a run can be watched: on a page while it goes on, in a file after it.
///
/// @param page whether there is a page, with meters
/// @param report where the page is written at the end; `null` for nowhere
/// @param title what the page is called
record Watching(boolean page, @Nullable Path report, String title) {
    /// Begins to watch.
    Open open(Executor executor, Session session) {
        Dashboard.Builder builder = Dashboard.builder().title(title).announcement(session::note);
        if (page) {
            return serve(builder, executor, session);
        }
        if (report == null) {
            return () -> {};
        }
        Dashboard dashboard = builder.collect(executor);
        return () -> {
            try (dashboard) {
                write(dashboard, session);
            }
        };
    }

    private Open serve(Dashboard.Builder builder, Executor executor, Session session) {
        Meters meters = new Meters();
        meters.add(executor);
        Dashboard dashboard = builder.metrics(meters::scrape).serve(executor);
        return () -> {
            try (meters;
                    dashboard) {
                write(dashboard, session);
            }
        };
    }

    private void write(Dashboard dashboard, Session session) {
        if (report != null) {
            try {
                dashboard.report(report);
            } catch (IOException e) {
                session.fail(report, "the report could not be written: " + e.getMessage());
            }
        }
    }

    /// The dashboard of a run.
    @FunctionalInterface
    interface Open extends AutoCloseable {
        @Override
        void close();
    }
}
