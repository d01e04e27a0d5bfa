package concurrent.futures.internal.process.worker;

import concurrent.futures.Task;
import concurrent.futures.internal.shipping.ShippedLoaders;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import java.util.concurrent.TimeUnit;

/// What a worker does that has nothing to do yet, so that its first task does not have to wait for it: it sends a
/// lambda to itself, and loads the classes of lambdas that others were sent, as far as they are on its class path.
///
/// The parent is not asked for any, since its class loaders may take their time; no class of the user's is initialised,
/// and no task runs.
final class Rehearsal {
    private static final int MOST_CLASSES = 32;

    /// A task that comes meanwhile has to wait.
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final DictionaryReplica replica;
    private final ShippedLoaders loaders;

    Rehearsal(DictionaryReplica replica, ShippedLoaders loaders) {
        this.replica = replica;
        this.loaders = loaders;
    }

    /// Runs it: some milliseconds. Whatever fails is told when a task needs it.
    void run() {
        long began = System.nanoTime();
        try {
            sendToItself();
            for (String name : replica.latestClasses(MOST_CLASSES)) {
                if (System.nanoTime() - began < MOST_NANOS) {
                    load(name);
                }
            }
        } catch (Throwable e) {
            return;
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, /* initialize= */ false, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return; // It is to be had from the parent, or not at all.
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
