package concurrent.futures.dashboard.internal.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// The files of the page, which are in the jar.
final class Assets {
    static final String PAGE = "index.html";

    /// In the order in which they are loaded.
    static final List<String> STYLES = List.of("theme.css", "layout.css", "parts.css");

    /// In the order in which they are run.
    static final List<String> SCRIPTS = List.of(
            "base.js",
            "chart.js",
            "stream-model.js",
            "stream-paint.js",
            "stream.js",
            "progress.js",
            "workers.js",
            "failures.js",
            "executor.js",
            "app.js");

    private static final String ICON = "icon.svg";

    private Assets() {}

    /// A file that the page asks for.
    ///
    /// @param name as in the page
    /// @return the answer, if there is such a file
    static Optional<Answer> find(String name) {
        if (STYLES.contains(name)) {
            return Optional.of(answer(name, "text/css; charset=utf-8"));
        }
        if (SCRIPTS.contains(name)) {
            return Optional.of(answer(name, "text/javascript; charset=utf-8"));
        }
        return name.equals(ICON) ? Optional.of(answer(name, "image/svg+xml")) : Optional.empty();
    }

    static Answer page() {
        return answer(PAGE, "text/html; charset=utf-8");
    }

    private static Answer answer(String name, String type) {
        return new Answer(200, type, read(name)).with("Cache-Control", "no-cache");
    }

    /// Reads a file.
    ///
    /// @param name one of those above
    static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("/concurrent/futures/dashboard/page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the dashboard lacks its file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the dashboard's file " + name + " can not be read", e);
        }
    }
}
