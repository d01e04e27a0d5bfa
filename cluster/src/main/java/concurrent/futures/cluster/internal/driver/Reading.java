package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.internal.protocol.Outcome;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.internal.life.CallbackThread;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.throwables.Origin;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.spi.TaskTrace;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads what came of tasks, which ends their futures. Plain values are read where they arrive, all else in a thread
/// that may run foreign code.
final class Reading {
    /// So many dictionaries of workers are kept; one that is dropped is read again.
    private static final int MOST_DICTIONARIES = 256;

    private record Book(DictionaryReplica replica, ObjectDecoder decoder) {}

    private final LoaderTable loaders;
    private final CallbackThread thread;
    private final ObjectDecoder plain;

    /// Guarded by itself.
    private final Map<Long, Book> books = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Book> eldest) {
            return size() > MOST_DICTIONARIES;
        }
    };

    Reading(LoaderTable loaders, CallbackThread thread) {
        this.loaders = loaders;
        this.thread = thread;
        this.plain = new ObjectDecoder(new DictionaryReplica(loaders));
    }

    /// Has an outcome read. Its bytes are not kept while foreign code runs, or whoever waits for its value goes on.
    ///
    /// @param worker its name, with the node's
    void read(ClusterTask<?> task, Whole whole, String worker) {
        int size = whole.size();
        Outcome outcome;
        Origin origin;
        try {
            outcome = Values.readOutcome(whole.take());
            origin = new Origin(outcome.pid(), worker);
            told(task, outcome, size);
            if (outcome.succeeded() && outcome.value().isPlain()) {
                task.succeed(plain.decode(outcome.value()));
                return;
            }
        } catch (Throwable e) {
            task.failBegun(e);
            return;
        }
        thread.run(() -> read(task, outcome, origin, size));
    }

    private static void told(ClusterTask<?> task, Outcome outcome, long bytes) {
        TaskTrace trace = task.trace();
        if (trace != null) {
            trace.ran(System.nanoTime() - outcome.runNanos(), outcome.runNanos(), bytes);
        }
    }

    private void read(ClusterTask<?> task, Outcome outcome, Origin origin, long bytes) {
        task.isReadBy(Thread.currentThread());
        Object value = null;
        Throwable failure = null;
        long start = System.nanoTime();
        try {
            ObjectDecoder decoder = decoder(outcome);
            if (!outcome.succeeded()) {
                failure = decoder.decodeThrowable(outcome.value(), origin);
            } else if (!task.isEnded()) {
                value = decoder.decode(outcome.value());
            }
        } catch (Throwable e) {
            origin.addTo(e);
            failure = e;
        } finally {
            task.isReadBy(null);
            Thread.interrupted(); // Meant for the reading.
        }
        TaskTrace trace = task.trace();
        if (trace != null) {
            trace.serialized(TaskTrace.Serialized.OUTCOME, System.nanoTime() - start, bytes);
        }
        if (failure != null) {
            task.failBegun(failure);
        } else {
            task.succeed(value);
        }
    }

    /// What the initializer threw.
    Throwable failure(byte[] bytes) {
        Outcome outcome = Values.readOutcome(bytes);
        return decoder(outcome).decodeThrowable(outcome.value(), null);
    }

    private ObjectDecoder decoder(Outcome outcome) {
        Book book;
        synchronized (books) {
            book = books.get(outcome.dictionary());
            if (book == null) {
                DictionaryReplica replica = new DictionaryReplica(loaders);
                book = new Book(replica, new ObjectDecoder(replica));
                books.put(outcome.dictionary(), book);
            }
        }
        if (book.replica().size() < outcome.definitions().size()) {
            book.replica().accept(new Frame.Define(0, outcome.definitions()));
        }
        return book.decoder();
    }
}
