package concurrent.futures.internal.shipping;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Where workers ask for classes: each request is answered in a thread of its own, since the class loader that is asked
/// may block for ever, and neither results nor other requests may wait for that.
public final class ClassDesk {
    private final ClassSource source;
    private final ThreadPoolExecutor clerks;

    /// A desk without threads; they come when they are needed, and go a second after.
    ///
    /// @param source what is asked
    /// @param threads makes them; daemons
    public ClassDesk(ClassSource source, ThreadFactory threads) {
        this.source = source;
        this.clerks =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    /// Has a request answered. Does not block.
    ///
    /// @param request asks the source, and sends the answer
    /// @return whether it will be answered; not after [#close()], and not if there is no thread to be had
    public boolean ask(Consumer<ClassSource> request) {
        try {
            clerks.execute(() -> request.accept(source));
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            return false;
        }
    }

    /// Lets the threads end, and interrupts those that a class loader blocks. Waits for nobody.
    public void close() {
        clerks.shutdownNow();
    }
}
