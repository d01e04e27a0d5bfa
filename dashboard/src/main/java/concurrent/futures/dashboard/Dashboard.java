package concurrent.futures.dashboard;

import concurrent.futures.Executor;
import concurrent.futures.dashboard.internal.serve.Board;
import concurrent.futures.dashboard.internal.serve.Report;
import concurrent.futures.dashboard.internal.serve.Server;
import concurrent.futures.dashboard.internal.serve.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A page that shows executors while they work: their tasks, workers, failures and queues.
///
/// It listens to the executors: what it shows are the tasks that are submitted after it came, and what it costs are
/// events. It keeps what it has heard when an executor ends, in bounded memory, until it is closed. It keeps no
/// executor from being collected, and its threads keep no program from ending.
///
/// Safe for use by many threads.
public final class Dashboard implements AutoCloseable {
    private final Board board;
    private final @Nullable Server server;

    private Dashboard(Board board, @Nullable Server server) {
        this.board = board;
        this.server = server;
    }

    /// Shows executors on a page of the loopback interface, on a free port from 8787 on, and prints the link to it on
    /// standard error.
    ///
    /// @param executors to be shown; [#add(Executor)] adds others later
    /// @return to be closed when nobody needs the page any more
    /// @throws UncheckedIOException if no port can be had
    /// @throws UnsupportedOperationException if one of the executors has no listeners
    public static Dashboard serve(Executor... executors) {
        return builder().serve(executors);
    }

    /// Collects what executors do, for a [report][#report(Path)], and shows no page.
    ///
    /// @param executors to be listened to
    /// @return to be closed when nobody needs the report any more
    /// @throws UnsupportedOperationException if one of the executors has no listeners
    public static Dashboard collect(Executor... executors) {
        return builder().collect(executors);
    }

    /// Begins to configure a dashboard.
    ///
    /// @return a builder with the defaults
    public static Builder builder() {
        return new Builder();
    }

    /// Shows one executor more.
    ///
    /// @param executor to be shown from now on
    /// @throws IllegalStateException if the dashboard is closed
    /// @throws UnsupportedOperationException if the executor has no listeners
    public void add(Executor executor) {
        board.add(Objects.requireNonNull(executor, "executor"));
    }

    /// The address of the page. It includes a token where one is needed: whoever knows it sees the page.
    ///
    /// @return the link; empty if there is no page
    public Optional<URI> link() {
        return server == null ? Optional.empty() : Optional.of(server.link());
    }

    /// All that the page shows, as JSON: what it gets from `/api/state`. Fields may be added in later versions.
    ///
    /// @return an object
    public String state() {
        return new String(board.all(), StandardCharsets.UTF_8);
    }

    /// Writes all that the page shows now to one file of HTML, which needs nothing else. Also after executors have
    /// ended, and after the dashboard was closed.
    ///
    /// @param file is replaced if it is there
    /// @throws IOException if it can not be written
    public void report(Path file) throws IOException {
        Files.write(file, Report.of(board.all()));
    }

    /// Ends the page, and listens no more. May be called many times.
    @Override
    public void close() {
        board.close();
        if (server != null) {
            server.close();
        }
    }

    /// Configures a dashboard. Not safe for use by many threads.
    public static final class Builder {
        private String title = "concurrent.futures";
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port = -1;
        private boolean actions;
        private @Nullable Supplier<String> metrics;
        private Consumer<String> announcement = System.err::println;

        private Builder() {}

        /// Sets what the page is called. By default the name of this library.
        ///
        /// @param text any text
        /// @return this builder
        public Builder title(String text) {
            title = Objects.requireNonNull(text, "text");
            return this;
        }

        /// Sets the address to listen on. By default that of the loopback interface, where only who is on this machine
        /// sees the page. For any other one the link includes a token, without which nothing is shown; what is shown
        /// travels unencrypted.
        ///
        /// @param local an address of this machine, or the wildcard address
        /// @return this builder
        public Builder address(InetAddress local) {
            address = Objects.requireNonNull(local, "local");
            return this;
        }

        /// Sets the port to listen on. By default the first free one from 8787 on.
        ///
        /// @param number the port; 0 for any that is free
        /// @return this builder
        /// @throws IllegalArgumentException if there is no such port
        public Builder port(int number) {
            if (number < 0 || number > 65_535) {
                throw new IllegalArgumentException("the port must be from 0 to 65535, but is " + number);
            }
            port = number;
            return this;
        }

        /// Sets whether the page can cancel tasks, resize pools and shut executors down. By default it can not. If it
        /// can, the link includes a token also on the loopback interface.
        ///
        /// @param allowed whether
        /// @return this builder
        public Builder actions(boolean allowed) {
            actions = allowed;
            return this;
        }

        /// Sets what `/metrics` answers, in the text format of Prometheus: for instance the `scrape` method of
        /// Micrometer's registry for it. By default there is no `/metrics`.
        ///
        /// @param scrape makes the text, each time it is asked for, in the thread of the request
        /// @return this builder
        public Builder metrics(Supplier<String> scrape) {
            metrics = Objects.requireNonNull(scrape, "scrape");
            return this;
        }

        /// Sets what is told where the page is. By default a line on standard error.
        ///
        /// @param line is given the text with the link
        /// @return this builder
        public Builder announcement(Consumer<String> line) {
            announcement = Objects.requireNonNull(line, "line");
            return this;
        }

        /// Shows executors on a page, and says where it is.
        ///
        /// @param executors to be shown
        /// @return to be closed when nobody needs the page any more
        /// @throws UncheckedIOException if the port can not be had
        /// @throws UnsupportedOperationException if one of the executors has no listeners
        public Dashboard serve(Executor... executors) {
            Board board = new Board(title, actions);
            try {
                Server server = Server.start(new ServerSettings(address, port, actions, metrics), board);
                Dashboard dashboard = new Dashboard(board, server);
                return ready(dashboard, () -> {
                    addAll(dashboard, executors);
                    announcement.accept("The dashboard is at " + server.link());
                });
            } catch (IOException e) {
                board.close();
                throw new UncheckedIOException(e);
            }
        }

        /// Collects what executors do, without a page.
        ///
        /// @param executors to be listened to
        /// @return to be closed when nobody needs the report any more
        /// @throws UnsupportedOperationException if one of the executors has no listeners
        public Dashboard collect(Executor... executors) {
            Dashboard dashboard = new Dashboard(new Board(title, /* actions= */ false), null);
            return ready(dashboard, () -> addAll(dashboard, executors));
        }

        private static void addAll(Dashboard dashboard, Executor... executors) {
            for (Executor executor : executors) {
                dashboard.add(executor);
            }
        }

        /// What fails leaves nothing behind.
        private static Dashboard ready(Dashboard dashboard, Runnable what) {
            try {
                what.run();
                return dashboard;
            } catch (RuntimeException | Error e) {
                dashboard.close();
                throw e;
            }
        }
    }
}
