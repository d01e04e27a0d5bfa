package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.worker.Parts;
import concurrent.futures.cluster.internal.worker.Supplies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Passes on what the tasks of a session's workers and the driver say to each other, unread.
///
/// A worker opens a line with a number of its own, sends letters by asking for names that hold them, and has a question
/// open that is answered when there is mail for it. The line ends with the worker's process: then the driver is told,
/// and what it still sends goes nowhere.
final class Mailroom {
    /// So many bytes are handed out at once, and one letter more.
    private static final int MOST_MAIL = 1 << 20;

    private static final byte[] NOTHING = {};

    private final long session;
    private final NodeId driver;
    private final Path folder;
    private final Arrivals arrivals;
    private final SessionOutcomes outcomes;
    private final Consumer<Message.ToDriver> outbox;
    private final Map<Long, Line> lines = new ConcurrentHashMap<>();

    /// @param folder where workers put what is large
    /// @param outcomes sends it
    /// @param outbox sends messages in order, and does not block
    Mailroom(
            long session,
            NodeId driver,
            Path folder,
            Arrivals arrivals,
            SessionOutcomes outcomes,
            Consumer<Message.ToDriver> outbox) {
        this.session = session;
        this.driver = driver;
        this.folder = folder;
        this.arrivals = arrivals;
        this.outcomes = outcomes;
        this.outbox = outbox;
    }

    /// One worker's line. Guarded by itself.
    private final class Line {
        private final long number;
        private final long pid;
        private final Queue<byte[]> mail = new ArrayDeque<>();
        private boolean isClosed;

        Line(long number, long pid) {
            this.number = number;
            this.pid = pid;
        }

        /// Sends a message of the worker, before that it is gone, or not at all.
        synchronized void post(Message.ToDriver message) {
            if (!isClosed) {
                outbox.accept(message);
            }
        }

        synchronized void add(byte[] letter) {
            mail.add(letter);
            notifyAll();
        }

        /// Waits for mail. Whoever waits is woken by mail, or by the end of the worker.
        synchronized List<byte[]> await() throws InterruptedException {
            while (mail.isEmpty() && !isClosed) {
                wait();
            }
            if (isClosed) {
                throw new ClusterException("the worker is gone", null);
            }
            List<byte[]> some = new ArrayList<>();
            long bytes = 0;
            for (byte[] next = mail.poll(); next != null; next = bytes < MOST_MAIL ? mail.poll() : null) {
                some.add(next);
                bytes += next.length;
            }
            return some;
        }

        synchronized void close() {
            if (!isClosed) {
                outbox.accept(new Message.HungUp(session, number));
                isClosed = true;
                notifyAll();
            }
        }
    }

    /// Does, or answers, what a worker asks.
    ///
    /// @param question as [Supplies] writes it
    byte[] find(String question) throws IOException, InterruptedException {
        String[] parts = question.split("/", 5);
        long number = Long.parseLong(parts[1]);
        if (parts[0].equals("open")) {
            open(number, Long.parseLong(parts[2]));
            return NOTHING;
        }
        Line line = lines.get(number);
        if (line == null) {
            throw new ClusterException("the worker is gone", null);
        }
        switch (parts[0]) {
            case "mail" -> {
                return Parts.write(line.await());
            }
            case "letter" ->
                line.post(new Message.LetterToDriver(session, number, content(line, parts[3].equals("1"), parts[4])));
            case "waits" -> {
                String[] how = parts[4].split("/", 2);
                line.post(new Message.Waits(
                        session, Long.parseLong(parts[3]), Integer.parseInt(how[0]), how[1].equals("1")));
            }
            default -> throw new IllegalArgumentException("no such question: " + parts[0]);
        }
        return NOTHING;
    }

    private void open(long number, long pid) {
        Line line = new Line(number, pid);
        lines.put(number, line);
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            close(line); // Its end was told before, or will be.
        }
    }

    private Content content(Line line, boolean isHere, String content) throws IOException {
        if (isHere) {
            return new Content.Inline(Base64.getUrlDecoder().decode(content));
        }
        Path file = folder.resolve(String.valueOf(Path.of(content).getFileName()));
        return outcomes.letter(file, failure -> line.add(Supplies.mailed(/* isHere= */ true, 0, NOTHING)));
    }

    /// A letter of the driver. Does not block.
    void deliver(Message.LetterToWorker letter) {
        switch (letter.content()) {
            case Content.Inline inline -> deliver(letter, /* isHere= */ true, inline.bytes());
            case Content.Apart apart ->
                arrivals.take(driver, Purpose.TASK.id(apart.number())).whenComplete((file, failure) -> {
                    if (file != null) {
                        deliver(letter, file);
                    } // Else the driver knows, and says something else.
                });
        }
    }

    private void deliver(Message.LetterToWorker letter, Path file) {
        if (!deliver(letter, /* isHere= */ false, file.toString().getBytes(StandardCharsets.UTF_8))) {
            SessionOutcomes.delete(file);
        }
    }

    private boolean deliver(Message.LetterToWorker letter, boolean isHere, byte[] content) {
        Line line = lines.get(letter.line());
        if (line == null) {
            return false;
        }
        line.add(Supplies.mailed(isHere, letter.requiredDefinitions(), content));
        return true;
    }

    /// A worker process is gone.
    void isGone(long pid) {
        for (Line line : lines.values()) {
            if (line.pid == pid) {
                close(line);
            }
        }
    }

    private void close(@Nullable Line line) {
        if (line != null) {
            lines.remove(line.number, line);
            line.close();
        }
    }
}
