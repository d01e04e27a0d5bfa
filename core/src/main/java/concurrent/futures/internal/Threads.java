package concurrent.futures.internal;

import java.util.concurrent.ThreadFactory;

/// The one place where threads are made: each has a name that tells executor, role and number.
public final class Threads {
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
}
