package concurrent.futures.dashboard.internal.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Tells pages what is new, as server-sent events, until they go or the dashboard is closed.
///
/// A page that does not read keeps one virtual thread waiting, and nothing else: what it has not seen stays where it
/// is. It is woken by the end of its connection, or of the server.
final class EventStream {
    private static final int MOST_PAGES = 64;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /// So many intervals without news are skipped.
    private static final int MOST_SKIPPED = 3;

    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Board board;
    private final Semaphore pages = new Semaphore(MOST_PAGES);

    EventStream(Board board) {
        this.board = board;
    }

    void serve(HttpExchange exchange) throws IOException {
        if (!pages.tryAcquire()) {
            Answer.text(503, "Too many pages of this dashboard are open: close some of them.\n")
                    .send(exchange);
            return;
        }
        try {
            Answer.prepare(exchange, "text/event-stream");
            exchange.sendResponseHeaders(200, /* chunked */ 0);
            try (OutputStream out = exchange.getResponseBody()) {
                tell(out);
            }
        } finally {
            pages.release();
        }
    }

    /// Waits until all pages know that the board is closed, or do not care.
    void awaitEnd() {
        try {
            if (pages.tryAcquire(MOST_PAGES, LAST_NANOS, TimeUnit.NANOSECONDS)) {
                pages.release(MOST_PAGES);
            }
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
