package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.Threads;
import concurrent.futures.internal.Timer;
import concurrent.futures.internal.process.launch.cache.CacheFolder;
import concurrent.futures.internal.process.launch.cache.Fingerprint;
import concurrent.futures.internal.process.launch.cache.TrainingOrder;
import concurrent.futures.internal.process.launch.command.TrainableCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The startup cache of a pool's workers: the JVM's own ahead-of-time cache, in which it finds the classes of the JDK
/// and of this library loaded and linked (JEP 483, 514).
///
/// One that is there is used. If there is none, one is made beside the pool's work, a while after its first worker was
/// started, for the workers and programs to come. If the pool ends before that is done, it is given up: a pool that was
/// closed leaves no process behind. Whatever goes wrong with it, workers start without it.
final class StartupCache implements AutoCloseable {
    /// Otherwise caches that are there are used, and no more are made: a process that makes one ends some time after
    /// the pool that has asked for it, and a test that looks for what is left of a pool finds it.
    private static final boolean MAKES_SOME = !Boolean.getBoolean("concurrent.futures.internal.noTraining");

    /// Programs that have ended by then are not worth the effort.
    private static final long PATIENCE_MILLIS = 1_000;

    /// What this JVM has asked for, or has found to be bad: not again.
    private static final Set<Fingerprint> SETTLED = ConcurrentHashMap.newKeySet();

    private static final Set<Fingerprint> DISTRUSTED = ConcurrentHashMap.newKeySet();

    private final CacheFolder folder;
    private final Fingerprint fingerprint;
    private final TrainableCommand command;

    // Guarded by this.
    private boolean closed;
    private @Nullable ScheduledFuture<?> clock;
    private @Nullable CacheTraining training;

    private StartupCache(CacheFolder folder, Fingerprint fingerprint, TrainableCommand command) {
        this.folder = folder;
        this.fingerprint = fingerprint;
        this.command = command;
    }

    /// That of workers of a command.
    ///
    /// @param command what it depends on; `null` if these workers can have none
    /// @param own a directory that this process has made
    /// @return `null` if they can have none, or want none
    static @Nullable StartupCache of(@Nullable TrainableCommand command, Path own) {
        CacheFolder folder = command == null ? null : CacheFolder.find(own);
        if (command == null || folder == null) {
            return null;
        }
        try {
            return new StartupCache(folder, Fingerprint.of(command), command);
        } catch (IOException e) {
            return null; // A class path that changes at this moment.
        }
    }

    /// The file to start a worker with.
    ///
    /// @return a cache that was made for exactly this; `null` if there is none
    @Nullable
    Path file() {
        return DISTRUSTED.contains(fingerprint) ? null : folder.lookUp(fingerprint);
    }

    /// A worker was started without: has a cache made, unless somebody has asked for it.
    synchronized void missed() {
        if (!closed && MAKES_SOME && SETTLED.add(fingerprint)) {
            clock = Timer.schedule(
                    new Runnable() {
                        @Override
                        public void run() {
                            train();
                        }
                    },
                    PATIENCE_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void train() {
        if (closed) {
            return;
        }
        CacheTraining begun = new CacheTraining(new TrainingOrder(folder.path(), fingerprint, command));
        training = begun;
        Threads.start(
                "concurrent-futures-cache-training",
                /* daemon= */ true,
                () -> {
                    if (CacheTraining.isPossible() && folder.invites(fingerprint)) {
                        begun.run();
                    }
                    ended();
                });
    }

    /// There is a cache now, or there will be none today.
    private synchronized void ended() {
        clock = null;
        training = null;
    }

    /// The pool has ended. What it has asked for and is not done is given up; other pools may ask again.
    @Override
    public synchronized void close() {
        closed = true;
        if (clock == null) {
            return;
        }
        clock.cancel(/* mayInterruptIfRunning= */ false);
        if (training != null) {
            training.giveUp();
        }
        SETTLED.remove(fingerprint);
    }

    /// A worker that was started with the cache has died before it was there, and one without has not.
    void distrust() {
        if (DISTRUSTED.add(fingerprint)) {
            SETTLED.add(fingerprint);
            folder.discard(fingerprint);
        }
    }
}
