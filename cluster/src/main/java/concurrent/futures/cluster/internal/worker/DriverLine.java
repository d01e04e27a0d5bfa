package concurrent.futures.cluster.internal.worker;

import concurrent.futures.cluster.internal.protocol.Draft;
import concurrent.futures.cluster.internal.protocol.Letters;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.worker.nested.ParentPool;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// What is said between the tasks of this worker and the driver's executor: as in a process pool, but by letters that
/// the agent passes on. Nothing is started before the first one.
///
/// A letter that is lost could leave a task waiting for ever. So if one can not be sent, or not be read, this process
/// ends: then the outer task fails, and its error tells why.
final class DriverLine {
    /// A letter of more bytes goes by a file.
    private static final int MOST_IN_NAME = 4096;

    /// So many bytes of definitions go in one letter.
    private static final int MOST_DEFINED = 64 * 1024;

    /// How this process ends if a letter is lost.
    private static final int LINE_IS_BROKEN = 71;

    /// What goes to the agent next.
    private sealed interface Item {}

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Letter(byte[] bytes, int requiredDefinitions) implements Item {}

    private record LargeLetter(Draft draft, int requiredDefinitions) implements Item {}

    private record Waits(long task, int attempt, boolean begins) implements Item {}

    private final Supplies supplies;
    private final LargeFiles files;
    private final IntConsumer definitions;
    private final Dictionary dictionary;
    private final ParentPool pool;
    private final long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    private final BlockingQueue<Item> outgoing = new LinkedBlockingQueue<>();

    /// Guarded by this.
    private boolean isStarted;

    // Of the sending thread alone.
    private int defined;
    private long turn;

    /// @param supplies asks the agent
    /// @param files for letters that are large
    /// @param loaders numbers those of the driver
    /// @param decoder for what the driver writes
    /// @param definitions sees to it that so many definitions of the driver are here
    DriverLine(
            Supplies supplies,
            LargeFiles files,
            LoaderNumbers loaders,
            ObjectDecoder decoder,
            IntConsumer definitions) {
        this.supplies = supplies;
        this.files = files;
        this.definitions = definitions;
        this.dictionary = new Dictionary(loaders);
        this.pool = new ParentPool(this::post, new ObjectEncoder(dictionary), decoder);
    }

    /// The driver's executor, as the tasks of this worker see it.
    ParentPool pool() {
        return pool;
    }

    /// A task begins.
    void enter(int depth) {
        pool.enter(depth);
    }

    /// The task of a job begins, or ends, to wait for others of the executor.
    void waits(Job job, boolean begins) {
        post(new Waits(job.task(), job.attempt(), begins));
    }

    private void post(Frame.FromWorker frame, int requiredDefinitions) {
        Draft draft = Letters.draft(frame);
        post(
                isLarge(draft)
                        ? new LargeLetter(draft, requiredDefinitions)
                        : new Letter(draft.toArray(), requiredDefinitions));
    }

    private void post(Item item) {
        outgoing.add(item);
        synchronized (this) {
            if (isStarted) {
                return;
            }
            isStarted = true;
        }
        Threads.startUninterruptible("concurrent-futures-cluster-mail", this::listen);
    }

    // --- to the driver

    private void send() {
        try {
            boolean isOpen = true;
            while (isOpen) {
                isOpen = send(outgoing.take());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("a thread of the worker was interrupted", e);
        } catch (Throwable e) {
            die(e);
        }
    }

    /// @return `false` if this process is about to end
    private boolean send(Item item) {
        return switch (item) {
            case Waits waits ->
                supplies.ask(Supplies.waits(number, turn++, waits.task(), waits.attempt(), waits.begins())) != null;
            case Letter letter -> {
                define(letter.requiredDefinitions());
                yield send(letter.bytes());
            }
            case LargeLetter letter -> {
                define(letter.requiredDefinitions());
                yield send(letter.draft());
            }
        };
    }

    private void define(int required) {
        for (Frame.Define define : missing(required)) {
            send(Letters.draft(define));
        }
    }

    private static boolean isLarge(Draft letter) {
        return letter.bytes() > MOST_IN_NAME;
    }

    private boolean send(Draft letter) {
        return isLarge(letter)
                ? send(/* isHere= */ false, String.valueOf(files.write(letter).getFileName()))
                : send(letter.toArray());
    }

    private boolean send(byte[] letter) {
        return send(/* isHere= */ true, Base64.getUrlEncoder().withoutPadding().encodeToString(letter));
    }

    private boolean send(boolean isHere, String content) {
        return supplies.ask(Supplies.letter(number, turn++, isHere, content)) != null;
    }

    private List<Frame.Define> missing(int required) {
        List<Frame.Define> missing = new ArrayList<>();
        while (defined < required) {
            int to = defined;
            int bytes = 0;
            while (to < required && (bytes == 0 || bytes < MOST_DEFINED)) {
                bytes += dictionary.entry(to++).length;
            }
            missing.add(dictionary.definitions(defined, to));
            defined = to;
        }
        return missing;
    }

    // --- from the driver

    private void listen() {
        try {
            if (supplies.ask(Supplies.open(number, ProcessHandle.current().pid())) == null) {
                return;
            }
            Threads.startUninterruptible("concurrent-futures-cluster-letters", this::send);
            for (long asked = 0; ; asked++) {
                byte[] mail = supplies.ask(Supplies.mail(number, asked));
                if (mail == null) {
                    return;
                }
                for (byte[] letter : Parts.read(mail)) {
                    take(letter);
                }
            }
        } catch (Throwable e) {
            die(e);
        }
    }

    /// As [Supplies#mailed] writes it.
    private void take(byte[] mailed) {
        ByteBuffer head = ByteBuffer.wrap(mailed);
        boolean isHere = head.get() != 0;
        definitions.accept(head.getInt());
        byte[] rest = Arrays.copyOfRange(mailed, head.position(), mailed.length);
        Path file = isHere ? null : Path.of(new String(rest, StandardCharsets.UTF_8));
        Frame frame = file == null ? Letters.read(rest) : read(file);
        if (frame instanceof Frame.Reply reply) {
            pool.take(reply);
        } else if (frame instanceof Frame.Ended ended) {
            pool.take(ended);
        } else {
            throw new WireFormatException("Not a letter to a worker");
        }
    }

    private static Frame read(Path file) {
        try {
            return LargeFiles.read(file, Letters::read);
        } finally {
            LargeFiles.delete(file);
        }
    }

    @SuppressWarnings("SystemExitOutsideMain") // nobody else can end the waits of this worker's tasks
    private static void die(@Nullable Throwable why) {
        System.err.println("A letter between this worker and its driver was lost, and the worker ends: " + why);
        System.err.flush();
        Runtime.getRuntime().halt(LINE_IS_BROKEN);
    }
}
