package concurrent.futures.dashboard.internal.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import concurrent.futures.dashboard.internal.collect.ShownText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a request is answered with.
final class Answer {
    /// Nothing is run, shown, loaded or sent to but what comes from this server, and no text becomes a part of the
    /// page.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Map<String, String> EVERYWHERE = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final int status;
    private final String type;
    private final byte[] content;
    private final Map<String, String> headers;

    /// @param status of HTTP
    /// @param type of the content
    /// @param content all of it; not to be changed any more
    Answer(int status, String type, byte[] content) {
        this(status, type, content, Map.of());
    }

    private Answer(int status, String type, byte[] content, Map<String, String> headers) {
        this.status = status;
        this.type = type;
        this.content = content;
        this.headers = headers;
    }

    /// For people.
    static Answer text(int status, String text) {
        return new Answer(
                status, "text/plain; charset=utf-8", ShownText.lines(text).getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(byte[] content) {
        return new Answer(200, "application/json", content);
    }

    /// The same, with a header beside those that all answers have.
    Answer with(String name, String value) {
        return new Answer(status, type, content, Map.of(name, value));
    }

    /// Sets the headers that all answers have.
    static Headers prepare(HttpExchange exchange, String type) {
        Headers all = exchange.getResponseHeaders();
        EVERYWHERE.forEach(all::set);
        all.set("Content-Type", type);
        return all;
    }

    void send(HttpExchange exchange) throws IOException {
        Headers all = prepare(exchange, type);
        headers.forEach(all::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, /* responseLength= */ -1);
            return;
        }
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }
}
