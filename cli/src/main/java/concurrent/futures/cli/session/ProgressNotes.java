package concurrent.futures.cli.session;

import java.time.Duration;

/// Progress where standard error is no terminal: a line now and then, none in a short run.
final class ProgressNotes implements Progress {
    private static final long INTERVAL = Duration.ofSeconds(15).toNanos();

    private final String name;
    private final long total;
    private final Session session;
    private long done;
    private long last = System.nanoTime();

    ProgressNotes(String name, long total, Session session) {
        this.name = name;
        this.total = total;
        this.session = session;
    }

    @Override
    public void step() {
        done++;
        if (System.nanoTime() - last >= INTERVAL) {
            last = System.nanoTime();
            session.note(name + ": " + done + (total < 0 ? "" : " of " + total) + " done");
        }
    }
}
