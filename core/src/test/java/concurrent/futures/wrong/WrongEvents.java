package concurrent.futures.wrong;

import concurrent.futures.Executor;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskEnded.Outcome;
import concurrent.futures.event.TaskSubmitted;

/// Executors that are wrong in what they tell.
final class WrongEvents {
    private WrongEvents() {}

    /// Of a task that is cancelled, the end is not told.
    static Executor tellsNoCancel(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public ListenerRegistration addListener(ExecutorListener listener) {
                return super.addListener(event -> {
                    if (!(event instanceof TaskEnded ended) || ended.outcome() != Outcome.CANCELLED) {
                        listener.onEvent(event);
                    }
                });
            }
        };
    }

    static Executor tellsEndsTwice(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public ListenerRegistration addListener(ExecutorListener listener) {
                return super.addListener(event -> {
                    listener.onEvent(event);
                    if (event instanceof TaskEnded) {
                        listener.onEvent(event);
                    }
                });
            }
        };
    }

    /// Some tasks are neither told of nor counted as dropped.
    static Executor dropsInSilence(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public ListenerRegistration addListener(ExecutorListener listener) {
                return super.addListener(event -> {
                    if (!(event instanceof TaskSubmitted submitted)
                            || submitted.task().id() % 100 != 0) {
                        listener.onEvent(event);
                    }
                });
            }
        };
    }

    /// The thread of the events waits for nobody, and nobody for it.
    static Executor closesBeforeAllIsHeard(int workers) {
        return new DelegatingExecutor(workers) {
            @Override
            public void close() {
                shutdown();
            }
        };
    }
}
