package concurrent.futures.wrong;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Executors whose futures are wrong.
final class WrongFutures {
    private WrongFutures() {}

    private interface Spoiling {
        <T> Future<T> spoil(Future<T> sound);
    }

    private static Executor with(int workers, Spoiling spoiling) {
        return new DelegatingExecutor(workers) {
            @Override
            protected <T> Future<T> start(Callable<T> task) {
                return spoiling.spoil(super.start(task));
            }
        };
    }

    static Executor runningTooEarly(int workers) {
        return with(workers, new Spoiling() {
            @Override
            public <T> Future<T> spoil(Future<T> sound) {
                return new DelegatingFuture<>(sound) {
                    @Override
                    public boolean isRunning() {
                        return !isDone();
                    }
                };
            }
        });
    }

    static Executor callbacksTwice(int workers) {
        return with(workers, new Spoiling() {
            @Override
            public <T> Future<T> spoil(Future<T> sound) {
                return new DelegatingFuture<>(sound) {
                    @Override
                    public Future<T> addDoneCallback(Consumer<? super Future<T>> callback) {
                        super.addDoneCallback(callback);
                        return super.addDoneCallback(callback);
                    }
                };
            }
        });
    }

    static Executor callbacksBackwards(int workers) {
        return with(workers, new Spoiling() {
            @Override
            public <T> Future<T> spoil(Future<T> sound) {
                return new DelegatingFuture<>(sound) {
                    private final List<Consumer<? super Future<T>>> added = new ArrayList<>();

                    @Override
                    public synchronized Future<T> addDoneCallback(Consumer<? super Future<T>> callback) {
                        added.add(callback);
                        if (added.size() == 1) {
                            super.addDoneCallback(ended -> added.reversed().forEach(each -> each.accept(this)));
                        }
                        return this;
                    }
                };
            }
        });
    }

    /// What one callback throws keeps the others from running.
    static Executor callbacksStopAtAFailure(int workers) {
        return with(workers, new Spoiling() {
            @Override
            public <T> Future<T> spoil(Future<T> sound) {
                return new DelegatingFuture<>(sound) {
                    private final List<Consumer<? super Future<T>>> added = new ArrayList<>();

                    @Override
                    public synchronized Future<T> addDoneCallback(Consumer<? super Future<T>> callback) {
                        added.add(callback);
                        if (added.size() == 1) {
                            super.addDoneCallback(ended -> added.forEach(each -> each.accept(this)));
                        }
                        return this;
                    }
                };
            }
        });
    }

    static Executor callbacksUnderALock(int workers) {
        Object lock = new Object();
        return new DelegatingExecutor(workers) {
            @Override
            protected <T> Future<T> start(Callable<T> task) {
                synchronized (lock) {
                    return new DelegatingFuture<>(super.start(task)) {
                        @Override
                        public Future<T> addDoneCallback(Consumer<? super Future<T>> callback) {
                            return super.addDoneCallback(ended -> {
                                synchronized (lock) {
                                    callback.accept(ended);
                                }
                            });
                        }
                    };
                }
            }
        };
    }

    /// A cancelled future is done, but those who wait for it are not told.
    static Executor cancelTellsNobody(int workers) {
        return with(workers, new Spoiling() {
            @Override
            public <T> Future<T> spoil(Future<T> sound) {
                return new DelegatingFuture<>(sound) {
                    @Override
                    public Future<T> addDoneCallback(Consumer<? super Future<T>> callback) {
                        return super.addDoneCallback(ended -> {
                            if (!ended.isCancelled()) {
                                callback.accept(ended);
                            }
                        });
                    }
                };
            }
        });
    }

    static Executor cancelOfARunningTaskClaimsSuccess(int workers) {
        return with(workers, new Spoiling() {
            @Override
            public <T> Future<T> spoil(Future<T> sound) {
                return new DelegatingFuture<>(sound) {
                    @Override
                    public boolean cancel(boolean mayInterruptIfRunning) {
                        return super.cancel(mayInterruptIfRunning) || isRunning();
                    }
                };
            }
        });
    }

    static Executor everyoneGetsAnExceptionOfTheirOwn(int workers) {
        return with(workers, new Spoiling() {
            @Override
            public <T> Future<T> spoil(Future<T> sound) {
                return new DelegatingFuture<>(sound) {
                    @Override
                    public Throwable exception() {
                        Throwable exception = super.exception();
                        return exception == null ? null : new IllegalStateException(exception);
                    }
                };
            }
        });
    }

    /// The thread of a task is interrupted by its cancel even when it has gone on to the next task.
    static Executor interruptsLeak(int workers) {
        UnaryOperator<Thread> interrupt = thread -> {
            if (thread != null) {
                thread.interrupt();
            }
            return thread;
        };
        return new DelegatingExecutor(workers) {
            @Override
            protected <T> Future<T> start(Callable<T> task) {
                AtomicReference<Thread> runner = new AtomicReference<>();
                Future<T> sound = super.start(() -> {
                    runner.set(Thread.currentThread());
                    return task.call();
                });
                return new DelegatingFuture<>(sound) {
                    @Override
                    public boolean cancel(boolean mayInterruptIfRunning) {
                        boolean cancelled = super.cancel(mayInterruptIfRunning);
                        if (mayInterruptIfRunning) {
                            runner.updateAndGet(interrupt);
                        }
                        return cancelled;
                    }
                };
            }
        };
    }
}
