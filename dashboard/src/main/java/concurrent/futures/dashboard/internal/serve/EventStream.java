package concurrent.futures.dashboard.internal.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Tells pages what is new, as server-sent events, until they go or the dashboard is closed.
///
/// A page that does not read keeps one virtual thread waiting, and nothing else: what it has not seen stays where it
/// is. It is woken by the end of its connection, or of the server. Of too many pages, the one ends that was there
/// first; its browser connects again, if there still is one.
final class EventStream {
    private static final int MOST_PAGES = 64;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /// So many intervals without news are skipped.
    private static final int MOST_SKIPPED = 3;

    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Board board;
    private final Crowd pages = new Crowd(MOST_PAGES);

    EventStream(Board board) {
        this.board = board;
    }

    void serve(HttpExchange exchange) throws IOException {
        pages.enter();
        try {
            Answer.prepare(exchange, "text/event-stream");
            exchange.sendResponseHeaders(200, /* chunked */ 0);
            try (OutputStream out = exchange.getResponseBody()) {
                tell(out);
            }
        } finally {
            pages.leave();
        }
    }

    /// Waits until all pages know that the board is closed, or do not care.
    void awaitEnd() {
        try {
            pages.awaitEmpty(LAST_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(OutputStream out) throws IOException {
        out.write("retry: 1000\n\n".getBytes(StandardCharsets.US_ASCII));
        Board.Seen seen = new Board.Seen();
        int skipped = MOST_SKIPPED;
        do {
            if (skipped >= MOST_SKIPPED || board.isNewTo(seen)) {
                skipped = 0;
                // No line break is in it.
                out.write("data: ".getBytes(StandardCharsets.US_ASCII));
                out.write(board.write(seen));
                out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } else {
                skipped++;
            }
        } while (!board.closesWithin(INTERVAL_NANOS));
    }
}
