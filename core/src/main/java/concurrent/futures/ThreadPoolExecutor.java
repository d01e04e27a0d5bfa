package concurrent.futures;

import concurrent.futures.internal.Forgotten;
import concurrent.futures.internal.threads.Settings;
import concurrent.futures.internal.threads.ThreadPool;
import concurrent.futures.spi.AbstractExecutor;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs tasks on the threads of this JVM: for work that waits, for networks, files and databases.
///
/// Platform threads are started on demand, up to the limit, and reused; an idle one ends after a minute. With
/// [#virtual()], each task gets a virtual thread of its own. All are daemon threads: the JVM stays alive while there is
/// accepted work, not longer. Tasks start in the order in which they were submitted.
///
/// A task's time limit interrupts its thread. A task that ignores interrupts keeps its thread until it ends by itself,
/// while its future has failed long since: to stop such tasks, use a [ProcessPoolExecutor].
public final class ThreadPoolExecutor extends AbstractExecutor {
    private static final AtomicInteger POOL_NUMBERS = new AtomicInteger();

    private final ThreadPool pool;

    /// Makes a pool of min(32, available processors + 4) threads, as Python does.
    public ThreadPoolExecutor() {
        this(defaultMaxWorkers());
    }

    /// Makes a pool.
    ///
    /// @param maxWorkers the most threads, at least 1
    /// @throws IllegalArgumentException if the number is less than 1
    public ThreadPoolExecutor(int maxWorkers) {
        this(builder().maxWorkers(maxWorkers));
    }

    private ThreadPoolExecutor(Builder builder) {
        this(new ThreadPool(builder.settings()));
    }

    private ThreadPoolExecutor(ThreadPool pool) {
        super(pool);
        this.pool = pool;
        Forgotten.watch(this, engine());
    }

    /// Makes a pool with a virtual thread for each task, without a limit.
    ///
    /// @return a new pool
    public static ThreadPoolExecutor virtual() {
        return builder().virtual(true).build();
    }

    /// Makes a pool with a virtual thread for each task.
    ///
    /// @param maxWorkers the most tasks that run at the same time, at least 1
    /// @return a new pool
    /// @throws IllegalArgumentException if the number is less than 1
    public static ThreadPoolExecutor virtual(int maxWorkers) {
        return builder().virtual(true).maxWorkers(maxWorkers).build();
    }

    /// Begins to configure a pool.
    ///
    /// @return a builder with the defaults
    public static Builder builder() {
        return new Builder();
    }

    private static int defaultMaxWorkers() {
        return Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
    }

    /// The threads that are there now, idle or busy: to look at what they do, for instance. Does not block.
    ///
    /// @return a snapshot, in no order; with virtual threads, one for each task that runs
    public List<Thread> threads() {
        return pool.threads();
    }

    /// The prefix of the threads' names.
    @Override
    public String toString() {
        return engine().toString();
    }

    /// Configures a pool. Not safe for use by many threads.
    public static final class Builder {
        private @Nullable Integer maxWorkers;
        private @Nullable String threadNamePrefix;
        private @Nullable Runnable initializer;
        private boolean virtual;

        private Builder() {}

        /// Sets the most tasks that run at the same time. By default min(32, available processors + 4) on platform
        /// threads, and no limit on virtual ones.
        ///
        /// @param limit at least 1
        /// @return this builder
        /// @throws IllegalArgumentException if the number is less than 1
        public Builder maxWorkers(int limit) {
            if (limit < 1) {
                throw new IllegalArgumentException("maxWorkers must be at least 1, but is " + limit);
            }
            maxWorkers = limit;
            return this;
        }

        /// Sets what the threads' names begin with; `-` and a number from 0 follow. By default
        /// `ThreadPoolExecutor-` and the number of the pool.
        ///
        /// @param prefix the prefix
        /// @return this builder
        public Builder threadNamePrefix(String prefix) {
            threadNamePrefix = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /// Sets what runs in each thread before its first task. If it throws, the pool is broken: pending futures fail
        /// with a [BrokenExecutorException], and later submits throw one.
        ///
        /// @param action runs in the thread
        /// @return this builder
        public Builder initializer(Runnable action) {
            initializer = Objects.requireNonNull(action, "action");
            return this;
        }

        /// Sets whether each task gets a virtual thread of its own.
        ///
        /// @param enabled `false` by default
        /// @return this builder
        public Builder virtual(boolean enabled) {
            virtual = enabled;
            return this;
        }

        /// Makes the pool; it starts no thread before the first task.
        ///
        /// @return a new pool
        public ThreadPoolExecutor build() {
            return new ThreadPoolExecutor(this);
        }

        private Settings settings() {
            int limit = maxWorkers != null ? maxWorkers : virtual ? Integer.MAX_VALUE : defaultMaxWorkers();
            String prefix = threadNamePrefix != null
                    ? threadNamePrefix
                    : "ThreadPoolExecutor-" + POOL_NUMBERS.getAndIncrement();
            return new Settings(limit, prefix, initializer, virtual);
        }
    }
}
