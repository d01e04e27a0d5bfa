package concurrent.futures.internal;

import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// The one place where threads are made: each has a name that tells executor, role and number.
public final class Threads {
    private static final Consumer<Runnable> NOBODY = new Consumer<>() {
        @Override
        public void accept(Runnable interrupt) {}
    };

    private Threads() {}

    /// Makes and starts a platform thread.
    ///
    /// @param name tells executor, role and number
    /// @param daemon whether the JVM may end while it runs
    /// @param work what it does
    /// @return the thread, started
    /// @throws OutOfMemoryError if the system gives no more threads
    public static Thread start(String name, boolean daemon, Runnable work) {
        return Thread.ofPlatform()
                .name(name)
                .daemon(daemon)
                .inheritInheritableThreadLocals(false)
                .start(work);
    }

    /// Makes a platform thread that the JVM starts, at its end.
    ///
    /// @param name tells executor, role and number
    /// @param work what it does
    /// @return the thread, not started
    public static Thread unstarted(String name, Runnable work) {
        return Thread.ofPlatform()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .unstarted(work);
    }

    /// Makes and starts a virtual thread.
    ///
    /// @param name tells executor, role and number
    /// @param work what it does
    /// @return the thread, started
    public static Thread startVirtual(String name, Runnable work) {
        return Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .start(work);
    }

    /// A factory of daemon threads for the JDK's executors.
    ///
    /// @param name the name of each
    /// @return a factory
    public static ThreadFactory daemons(String name) {
        return Thread.ofPlatform()
                .name(name)
                .daemon(true)
                .inheritInheritableThreadLocals(false)
                .factory();
    }

    /// Makes and starts a daemon thread that nobody can interrupt: an interrupt during I/O would close its channel.
    ///
    /// @param name tells executor, role and number
    /// @param work what it does
    /// @return the thread, started
    public static Thread startUninterruptible(String name, Runnable work) {
        return startGated(name, /* daemon= */ true, NOBODY, work);
    }

    /// Makes and starts a thread whose interrupts pass a gate, whoever sends them.
    ///
    /// @param name tells executor, role and number
    /// @param daemon whether the JVM may end while it runs
    /// @param gate gets what would interrupt the thread, in the thread of the one who interrupts; runs it or not
    /// @param work what it does
    /// @return the thread, started
    public static Thread startGated(String name, boolean daemon, Consumer<Runnable> gate, Runnable work) {
        Thread thread = new Gated(name, gate, work);
        thread.setDaemon(daemon);
        thread.start();
        return thread;
    }

    private static final class Gated extends Thread {
        private final Consumer<Runnable> gate;

        Gated(String name, Consumer<Runnable> gate, Runnable work) {
            super(null, work, name, /* stackSize= */ 0, /* inheritInheritableThreadLocals= */ false);
            this.gate = gate;
        }

        @Override
        public void interrupt() {
            gate.accept(super::interrupt);
        }
    }
}
