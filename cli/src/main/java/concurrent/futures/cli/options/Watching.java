package concurrent.futures.cli.options;

import concurrent.futures.Executor;
import concurrent.futures.cli.session.Session;
import concurrent.futures.dashboard.Dashboard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How a run can be watched: on a page while it goes on, in a file after it.
///
/// @param page whether there is a page
/// @param report where the page is written at the end; `null` for nowhere
/// @param title what the page is called
record Watching(boolean page, @Nullable Path report, String title) {
    /// Begins to watch.
    Open open(Executor executor, Session session) {
        if (!page && report == null) {
            return () -> {};
        }
        Dashboard dashboard = open(executor, session::note);
        return () -> {
            try (dashboard) {
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

    private Dashboard open(Executor executor, Consumer<String> announcement) {
        Dashboard.Builder builder = Dashboard.builder().title(title).announcement(announcement);
        return page ? builder.serve(executor) : builder.collect(executor);
    }

    /// The dashboard of a run.
    @FunctionalInterface
    interface Open extends AutoCloseable {
        @Override
        void close();
    }
}
