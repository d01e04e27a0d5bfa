package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.Threads;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The private directories that this JVM has not removed yet; one shutdown hook does that for all.
final class DirectoriesOfThisJvm {
    private static final Set<PrivateDirectory> OPEN = ConcurrentHashMap.newKeySet();

    /// Set once the hook is there; guarded by this class.
    private static @Nullable Thread hook;

    private DirectoriesOfThisJvm() {}

    static void add(PrivateDirectory directory) {
        OPEN.add(directory);
        installHook();
    }

    static void remove(PrivateDirectory directory) {
        OPEN.remove(directory);
    }

    private static synchronized void installHook() {
        if (hook == null) {
            Thread thread = Threads.unstarted("concurrent-futures-clean-up", DirectoriesOfThisJvm::deleteAll);
            try {
                Runtime.getRuntime().addShutdownHook(thread);
            } catch (IllegalStateException e) {
                return; // The JVM is ending: the next one sweeps.
            }
            hook = thread;
        }
    }

    private static void deleteAll() {
        OPEN.forEach(PrivateDirectory::close);
    }
}
