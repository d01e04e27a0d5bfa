package concurrent.futures.internal.process.worker;

import concurrent.futures.Task;
import concurrent.futures.internal.shipping.ShippedLoaders;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.internal.wire.values.ObjectEncoder;

/// What a worker does that has nothing to do yet, so that its first task does not have to wait for it: it loads the
/// classes of lambdas that others were sent, and sends a lambda to itself.
///
/// No class of the user's is initialised, and no code of theirs runs.
final class Rehearsal {
    /// Each takes some tenths of a millisecond.
    private static final int MOST_CLASSES = 32;

    private final DictionaryReplica replica;
    private final ShippedLoaders loaders;

    Rehearsal(DictionaryReplica replica, ShippedLoaders loaders) {
        this.replica = replica;
        this.loaders = loaders;
    }

    /// Runs it: some milliseconds, for which a task that comes meanwhile has to wait.
    void run() {
        try {
            sendToItself();
            replica.resolveAhead(MOST_CLASSES);
        } catch (Throwable e) {
            return; // What is wrong is told when a task needs it.
        }
    }

    private void sendToItself() throws Exception {
        Dictionary dictionary = new Dictionary(loaders);
        DictionaryReplica received = new DictionaryReplica(loaders);
        ObjectEncoder encoder = new ObjectEncoder(dictionary);
        ObjectDecoder decoder = new ObjectDecoder(received);
        Blob blob = encoder.encode(sample(1));
        received.accept(dictionary.definitions(0, dictionary.size()));
        if (decoder.decode(blob) instanceof Task<?> task) {
            encoder.encode(task.call());
        }
    }

    private static Task<Integer> sample(int number) {
        return () -> number + 1;
    }
}
