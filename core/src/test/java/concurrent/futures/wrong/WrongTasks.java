package concurrent.futures.wrong;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import concurrent.futures.spi.Promise;
import concurrent.futures.spi.TaskControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// Executors that are wrong in what they do with tasks.
final class WrongTasks {
    private WrongTasks() {}

    /// One task in a hundred is never heard of again.
    static Executor loses(int workers) {
        AtomicInteger count = new AtomicInteger();
        return new DelegatingExecutor(workers) {
            @Override
            protected <T> Future<T> start(Callable<T> task) {
                if (count.incrementAndGet() % 100 == 0) {
                    return Promise.<T>create(new TaskControl() {}).future();
                }
                return super.start(task);
            }
        };
    }

    /// One task in a hundred is run twice.
    static Executor runsTwice(int workers) {
        AtomicInteger count = new AtomicInteger();
        return new DelegatingExecutor(workers) {
            @Override
            protected <T> Future<T> start(Callable<T> task) {
                boolean twice = count.incrementAndGet() % 100 == 0;
                return super.start(() -> {
                    if (twice) {
                        task.call();
                    }
                    return task.call();
                });
            }
        };
    }

    static Executor swallowsExceptions(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            protected <T> Future<T> start(Callable<T> task) {
                return super.start(() -> {
                    try {
                        return task.call();
                    } catch (Exception e) {
                        return null;
                    }
                });
            }
        };
    }

    static Executor acceptsAfterShutdown(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            protected <T> Future<T> start(Callable<T> task) {
                try {
                    return super.start(task);
                } catch (RejectedExecutionException e) {
                    Promise<T> promise = Promise.create(new TaskControl() {});
                    promise.tryFail(e);
                    return promise.future();
                }
            }
        };
    }

    static Executor closeDoesNotWait(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public void close() {
                shutdown();
            }
        };
    }

    static Executor leavesAThread(int workers) {
        CountDownLatch never = new CountDownLatch(1);
        return new DelegatingExecutor(workers) {
            @Override
            public void close() {
                Thread.ofPlatform().daemon(true).start(() -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
                super.close();
            }
        };
    }

    static Executor leavesAPipe(int workers) {
        try {
            Pipe left = Pipe.open();
            return new DelegatingExecutor(workers) {
                @Override
                public String toString() {
                    return "an executor that leaves " + left;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Executor doesNotCountCancels(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public ExecutorStatistics statistics() {
                ExecutorStatistics s = super.statistics();
                return new ExecutorStatistics(
                        s.maxWorkers(),
                        s.workers(),
                        s.running(),
                        s.pending(),
                        s.submitted(),
                        s.succeeded(),
                        s.failed(),
                        0);
            }
        };
    }

    static Executor ignoresTimeLimits(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public Executor with(TaskOptions options) {
                return super.with(new TaskOptions(options.name(), null, options.retries()));
            }
        };
    }

    static Executor miscountsCancelPending(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public int cancelPending() {
                return super.cancelPending() > 0 ? 1 : 0;
            }
        };
    }

    static Executor mapsBackwards(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public <A, R> Results<R> map(
                    TaskFunction<? super A, ? extends R> fn, Iterable<? extends A> items, MapOptions options) {
                return WrongResults.reversed(super.map(fn, items, options));
            }
        };
    }

    static Executor mapEndsAtAFailure(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public <A, R> Results<R> map(
                    TaskFunction<? super A, ? extends R> fn, Iterable<? extends A> items, MapOptions options) {
                return WrongResults.endingAtAFailure(super.map(fn, items, options));
            }
        };
    }

    static Executor readsOneElementTooMany(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public <A, R> Results<R> map(
                    TaskFunction<? super A, ? extends R> fn, Iterable<? extends A> items, MapOptions options) {
                boolean bounded = options.bufferSize() > 0;
                return super.map(fn, items, bounded ? options.withBufferSize(options.bufferSize() + 1) : options);
            }
        };
    }
}
