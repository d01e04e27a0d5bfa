package concurrent.futures.internal.process.logging;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// In a worker: where records go, and which of them. Knows nothing of `java.util.logging`, so that it costs nothing in
/// a worker whose tasks do not log.
public final class LogSender {
    /// The class that configures the logging of a worker. Nothing else here leads to it.
    public static final String CONFIGURATION = "concurrent.futures.internal.process.logging.JulConfiguration";

    private static final int WARNING = 900;

    private static volatile @Nullable LogSender current;

    private final Function<Throwable, Blob> encoder;
    private final Consumer<Frame.Log> sender;
    private final LogCredit credit = new LogCredit();
    private volatile String levels = "";
    private volatile @Nullable Consumer<String> configured;

    /// Begins to forward.
    ///
    /// @param encoder encodes what was thrown
    /// @param sender sends a record; does not block
    public LogSender(Function<Throwable, Blob> encoder, Consumer<Frame.Log> sender) {
        this.encoder = encoder;
        this.sender = sender;
        current = this;
    }

    static @Nullable LogSender current() {
        return current;
    }

    /// Sets which loggers log what, as in the parent.
    ///
    /// @param chosen properties as a `LogManager` reads them
    public void levels(String chosen) {
        levels = chosen;
        Consumer<String> early = configured;
        if (early != null) {
            early.accept(chosen);
        }
    }

    /// Something has configured the logging of this process.
    ///
    /// @param again configures it again, should the levels come only now
    String configured(Consumer<String> again) {
        configured = again;
        return levels;
    }

    Blob encode(Throwable thrown) {
        return encoder.apply(thrown);
    }

    /// Sends a record. Waits while the parent has too much that it has not published, but not for long.
    void send(Frame.Log record) {
        if (credit.take(LogCredit.costOf(record))) {
            sender.accept(record);
        }
    }

    /// The parent has published what was sent. Does not block.
    ///
    /// @param cost of that
    public void published(long cost) {
        long lost = credit.give(cost);
        if (lost > 0) {
            Frame.Log loss = loss(lost);
            credit.charge(LogCredit.costOf(loss));
            sender.accept(loss);
        }
    }

    /// The process ends: from now on nothing waits for the parent.
    public void leave() {
        credit.waitNoMore();
    }

    private static Frame.Log loss(long lost) {
        Instant now = Instant.now();
        return new Frame.Log(
                "concurrent.futures",
                "WARNING",
                WARNING,
                now.getEpochSecond(),
                now.getNano(),
                Thread.currentThread().threadId(),
                null,
                null,
                lost + " records of this worker were dropped here, because the handlers of the parent's loggers"
                        + " had not taken those before them",
                null);
    }
}
