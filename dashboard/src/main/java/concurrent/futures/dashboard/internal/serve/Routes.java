package concurrent.futures.dashboard.internal.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import concurrent.futures.Executor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// What is answered to which request.
final class Routes implements HttpHandler {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.dashboard");

    /// Nobody reads the body of a request. The JDK's server reads on so far, for the next one of the connection.
    private static final long MOST_BODY = 64 * 1024;

    private final Access access;
    private final Board board;
    private final ServerSettings settings;
    private final EventStream events;
    private final Crowd requests;
    private final Actions actions;
    private final ThreadDump dumps = new ThreadDump();

    Routes(Access access, Board board, ServerSettings settings, EventStream events, Crowd requests) {
        this.access = access;
        this.board = board;
        this.settings = settings;
        this.events = events;
        this.requests = requests;
        this.actions = new Actions(board);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (bodyOf(exchange) > MOST_BODY) {
                refuse(exchange);
            } else if (isStream(exchange)) {
                requests.leave();
                events.serve(exchange);
            } else {
                answer(exchange).send(exchange);
            }
        }
    }

    /// How long the body is, as far as it is announced.
    private static long bodyOf(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? 0 : Long.parseLong(length); // The server has looked at it.
    }

    /// Answers, and ends the connection, without a look at what may come still.
    private static void refuse(HttpExchange exchange) throws IOException {
        Answer.text(413, "Nothing is read here but the line and the headers of a request.\n")
                .with("Connection", "close")
                .send(exchange);
        exchange.getResponseBody().flush();
        Thread.currentThread().interrupt(); // So that to close it waits for nothing. The thread is for this request.
    }

    private boolean isStream(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().equals("/api/events")
                && exchange.getRequestMethod().equals("GET")
                && access.isForThis(exchange)
                && access.isGranted(exchange, Parameters.of(exchange.getRequestURI()));
    }

    private Answer answer(HttpExchange exchange) {
        if (!access.isForThis(exchange)) {
            return Answer.text(421, "This is the dashboard of another machine: open it by its address.\n");
        }
        try {
            Parameters parameters = Parameters.of(exchange.getRequestURI());
            return switch (exchange.getRequestMethod()) {
                case "GET", "HEAD" -> get(exchange, parameters);
                case "POST" -> post(exchange, parameters);
                default -> wrongMethod("GET, HEAD, POST");
            };
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the dashboard could not answer a request", e);
            return Answer.text(500, "The dashboard could not answer that; its log says why.\n");
        }
    }

    private static Answer wrongMethod(String allowed) {
        return Answer.text(405, "Not in this way.\n").with("Allow", allowed);
    }

    private Answer get(HttpExchange exchange, Parameters parameters) {
        String path = exchange.getRequestURI().getPath();
        Optional<Answer> asset = path.startsWith("/page/") ? Assets.find(path.substring(6)) : Optional.empty();
        if (asset.isPresent()) {
            return asset.get(); // They are no secret.
        }
        if (!access.isGranted(exchange, parameters)) {
            return Answer.text(401, "Open the dashboard by its link, which ends with a token.\n")
                    .with("WWW-Authenticate", "Bearer");
        }
        return switch (path) {
            case "/" -> Assets.page();
            case "/api/state" -> Answer.json(board.all());
            case "/api/events" -> new Answer(200, "text/event-stream", new byte[0]); // HEAD: the rest is a stream.
            case "/api/report" -> report();
            case "/metrics" -> metrics();
            default ->
                path.startsWith("/api/")
                        ? wrongPath(path)
                        : Answer.text(404, "There is nothing here; the page is at /.\n");
        };
    }

    private Answer wrongPath(String path) {
        return path.equals("/api/threads") || path.startsWith("/api/actions/")
                ? wrongMethod("POST")
                : Answer.text(404, "There is /api/state, /api/events and /api/report.\n");
    }

    private Answer report() {
        byte[] html = Report.of(board.all());
        return new Answer(200, "text/html; charset=utf-8", html)
                .with("Content-Disposition", "attachment; filename=\"futures-report.html\"");
    }

    private Answer metrics() {
        Supplier<String> metrics = settings.metrics();
        if (metrics == null) {
            return Answer.text(404, "This dashboard was given no metrics.\n");
        }
        return new Answer(
                200, "text/plain; version=0.0.4; charset=utf-8", metrics.get().getBytes(StandardCharsets.UTF_8));
    }

    private Answer post(HttpExchange exchange, Parameters parameters) {
        String path = exchange.getRequestURI().getPath();
        if (!access.isFromThisPage(exchange)) {
            return Answer.text(403, "Only the page of this dashboard may do that.\n");
        }
        if (path.equals("/api/threads")) {
            return threads(parameters);
        }
        if (!path.startsWith("/api/actions/")) {
            return Answer.text(404, "There is no such action.\n");
        }
        if (!settings.actions()) {
            return Answer.text(403, "Actions are not enabled for this dashboard.\n");
        }
        return actions.run(path.substring("/api/actions/".length()), parameters);
    }

    private Answer threads(Parameters parameters) {
        OptionalLong number = parameters.number("executor");
        Optional<Subject> subject = number.isEmpty() ? Optional.empty() : board.subject((int) number.getAsLong());
        Executor executor = subject.map(Subject::executor).orElse(null);
        return subject.isEmpty() || executor == null
                ? Answer.text(404, "There is no such executor any more.\n")
                : dumps.of(subject.get(), executor, parameters.get("worker").orElse(""));
    }
}
