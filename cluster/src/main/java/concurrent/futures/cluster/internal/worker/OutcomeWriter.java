package concurrent.futures.cluster.internal.worker;

import concurrent.futures.cluster.internal.protocol.Draft;
import concurrent.futures.cluster.internal.protocol.Outcome;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Writes values that bring along all definitions that are needed to read them: whoever reads one may have read none
/// of those before it.
///
/// All begin with the first definition of a dictionary, which therefore must stay small: a full one is left for a new
/// one. Thread-safe.
final class OutcomeWriter {
    /// Of so many definitions, one more is a new dictionary's.
    private static final int FULL = 64;

    private static final long PID = ProcessHandle.current().pid();

    /// A dictionary that all sides know by a number drawn by lot.
    private static final class Book {
        private final long number = ThreadLocalRandom.current().nextLong();
        private final Dictionary dictionary;
        private final ObjectEncoder encoder;

        Book(LoaderNumbers loaders) {
            this.dictionary = new Dictionary(loaders);
            this.encoder = new ObjectEncoder(dictionary);
        }

        List<byte[]> definitions(int required) {
            return dictionary.definitions(0, required).definitions();
        }
    }

    private final LoaderNumbers loaders;
    private volatile @Nullable Book book;

    OutcomeWriter(LoaderNumbers loaders) {
        this.loaders = loaders;
    }

    private Book book() {
        Book known = book;
        if (known == null || known.dictionary.size() >= FULL) {
            known = new Book(loaders);
            book = known;
        }
        return known;
    }

    /// Drops what belongs to class loaders that the driver has no more.
    void forget() {
        book = null;
    }

    /// Writes the value of a task. Large arrays in it are not copied: they must not change until the draft's bytes are
    /// taken.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException if it can not be written, or has too many bytes
    Draft value(@Nullable Object value, long runNanos) {
        Book current = book();
        Blob blob = current.encoder.encodeBorrowing(value);
        return write(current, /* succeeded= */ true, runNanos, blob);
    }

    /// Writes what a task has thrown.
    Draft failure(Throwable thrown, long runNanos) {
        Book current = book();
        Blob blob = current.encoder.encodeThrowable(thrown);
        return write(current, /* succeeded= */ false, runNanos, blob);
    }

    private static Draft write(Book from, boolean succeeded, long runNanos, Blob blob) {
        List<byte[]> definitions = from.definitions(blob.requiredDefinitions());
        return Values.draft(new Outcome(from.number, definitions, succeeded, PID, Math.max(0, runNanos), blob));
    }
}
