package concurrent.futures.internal.process.training;

import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.launch.CacheCreation;
import concurrent.futures.internal.process.launch.cache.CacheFolder;
import concurrent.futures.internal.process.launch.cache.TrainingOrder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;

/// The main class of a process that makes a startup cache.
///
/// It reads from standard input what to make. When that ends, so does it, with the processes that it has started: a
/// program that ends leaves nobody behind.
public final class TrainingMain {
    private TrainingMain() {}

    /// Makes the cache.
    ///
    /// @param args none
    /// @throws Exception if there will be none; nobody is there to read it
    public static void main(String[] args) throws Exception {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        TrainingOrder order = TrainingOrder.read(in);
        // Whose process this is, a process of this user can ask the system only by a file.
        CacheFolder folder = CacheFolder.in(order.folder(), order.folder());
        CacheFolder.Attempt attempt = folder == null ? null : folder.attempt(order.fingerprint());
        if (attempt == null) {
            return;
        }
        try (attempt) {
            make(order, attempt, in);
        }
    }

    private static void make(TrainingOrder order, CacheFolder.Attempt attempt, DataInputStream in) throws Exception {
        CacheCreation creation = new CacheCreation(order.command(), attempt.recording(), attempt.cache());
        SampleWorker worker =
                new SampleWorker(order.command(), CacheCreation.recording(order.command(), attempt.recording()));
        OrderEnd end = new OrderEnd(in, () -> {
            worker.end();
            creation.end();
        });
        Threads.start("concurrent-futures-parent-watch", /* daemon= */ true, end);
        try {
            worker.run();
            if (Files.isReadable(attempt.recording()) && creation.run() && !end.isReached()) {
                attempt.publish();
            }
        } finally {
            if (end.isReached()) {
                attempt.giveUp();
            }
        }
    }

    /// Waits for the end of standard input.
    private static final class OrderEnd implements Runnable {
        private final DataInputStream in;
        private final Runnable action;
        private volatile boolean reached;

        OrderEnd(DataInputStream in, Runnable action) {
            this.in = in;
            this.action = action;
        }

        boolean isReached() {
            return reached;
        }

        @Override
        public void run() {
            try {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // As good as its end.
            }
            reached = true;
            action.run();
        }
    }
}
