package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.Threads;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The private directories that this JVM has not removed yet; one shutdown hook does that for all.
final class DirectoriesOfThisJvm {
    private static final Set<PrivateDirectory> OPEN = ConcurrentHashMap.newKeySet();

    /// Set once the hook is there; guarded by this class.
    private static @Nullable Thread hook;

    /// Held while something is made that must not be interrupted by the end; taken before all other locks.
    private static final ReentrantLock MAKING = new ReentrantLock();

    /// What hangs in a file system does not keep the JVM from ending.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The JVM is ending.
    private static volatile boolean ended;

    private DirectoriesOfThisJvm() {}

    static void add(PrivateDirectory directory) {
        OPEN.add(directory);
        installHook();
    }

    static void remove(PrivateDirectory directory) {
        OPEN.remove(directory);
    }

    /// Has something made that may be needed, unless this JVM is ending. Its end waits for it, and removes it.
    ///
    /// @param making makes directories, among other things
    /// @throws IOException what it throws
    static void unlessItEnds(Making making) throws IOException {
        if (!installHook()) {
            return;
        }
        MAKING.lock();
        try {
            if (!ended) {
                making.make();
            }
        } finally {
            MAKING.unlock();
        }
    }

    /// What may be interrupted by the end of the JVM, and must not.
    @FunctionalInterface
    interface Making {
        /// Makes something.
        ///
        /// @throws IOException if it can not be made
        void make() throws IOException;
    }

    /// @return `false` if the JVM is ending
    private static synchronized boolean installHook() {
        if (hook == null) {
            Thread thread = Threads.unstarted("concurrent-futures-clean-up", new Runnable() {
                @Override
                public void run() {
                    deleteAll();
                }
            });
            try {
                Runtime.getRuntime().addShutdownHook(thread);
            } catch (IllegalStateException e) {
                return false; // The JVM is ending: the next one sweeps.
            }
            hook = thread;
        }
        return true;
    }

    private static void deleteAll() {
        ended = true;
        try {
            if (MAKING.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                MAKING.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody has a reason to; what is there is removed all the same.
        }
        for (PrivateDirectory directory : OPEN) {
            directory.close();
        }
    }
}
