package concurrent.futures.internal.process.pool.nested;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.ExecutorEngine;
import concurrent.futures.spi.TaskBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one worker's tasks want of the pool: to submit tasks, to be told how those end, to ask and to change things.
///
/// A submitted task becomes a task of the pool like any other: it is decoded here, in the thread that listens to the
/// worker, and encoded again for the one that will run it. It does not depend on the worker that submitted it: if that
/// dies, nobody is told of the end.
public final class NestedWork {
    private static final long[] NOTHING = {};

    /// The pool.
    public interface Pool extends ExecutorEngine {
        /// Accepts tasks that were submitted by a task.
        ///
        /// @param <T> the type of the results
        /// @param bodies what to do
        /// @param options how
        /// @param depth how many tasks submitted one another above them
        /// @return their futures, whose callbacks run apart from those of users
        /// @throws java.util.concurrent.RejectedExecutionException as [ExecutorEngine#submitChunk]
        <T extends @Nullable Object> List<Future<T>> submitNested(
                List<? extends TaskBody<T>> bodies, TaskOptions options, int depth);
    }

    /// What takes frames to the worker. It never blocks; when the worker is gone, it takes them nowhere.
    @FunctionalInterface
    public interface Mail {
        /// Has a frame sent.
        ///
        /// @param frame to send
        /// @param requiredDefinitions how many definitions the worker needs for it
        void post(Frame.FromParent frame, int requiredDefinitions);
    }

    private record Submitted(Future<?> future, TaskBody<?> body, Reports reports) {}

    private final Pool pool;
    private final ObjectDecoder decoder;
    private final ObjectEncoder encoder;
    private final Mail mail;
    private final Map<Long, Submitted> tasks = new ConcurrentHashMap<>();

    /// Makes it, for one worker.
    ///
    /// @param pool the pool
    /// @param decoder for what the worker sends
    /// @param encoder the pool's
    /// @param mail what takes frames to the worker
    public NestedWork(Pool pool, ObjectDecoder decoder, ObjectEncoder encoder, Mail mail) {
        this.pool = pool;
        this.decoder = decoder;
        this.encoder = encoder;
        this.mail = mail;
    }

    // --- submitting

    /// Submits tasks, and answers.
    ///
    /// @param submit what the worker sent
    public void submit(Frame.Submit submit) {
        List<Long> numbers = new ArrayList<>(submit.count());
        List<TaskBody<?>> bodies = new ArrayList<>(submit.count());
        decode(submit, numbers, bodies);
        if (!bodies.isEmpty()) {
            Thread thread = Thread.currentThread();
            ClassLoader own = thread.getContextClassLoader();
            try {
                thread.setContextClassLoader(bodies.getFirst().code().getClass().getClassLoader());
                accept(numbers, bodies, options(submit.options()), submit.depth());
            } catch (Throwable e) {
                reply(submit.request(), encoder.encodeThrowable(e), NOTHING);
                return;
            } finally {
                thread.setContextClassLoader(own);
            }
        }
        reply(submit.request(), null, NOTHING);
    }

    /// What can not be read fails alone.
    private void decode(Frame.Submit submit, List<Long> numbers, List<TaskBody<?>> bodies) {
        Object function = null;
        Throwable failure = null;
        try {
            function = decoder.decode(submit.function());
        } catch (Throwable e) {
            failure = e;
        }
        int each = submit.kind().arguments();
        for (int i = 0; i < submit.count(); i++) {
            long number = submit.first() + i;
            try {
                if (failure != null) {
                    throw failure;
                }
                List<@Nullable Object> arguments = new ArrayList<>(each);
                for (Blob argument : submit.arguments().subList(i * each, (i + 1) * each)) {
                    arguments.add(decoder.decode(argument));
                }
                bodies.add(decoder.toTaskBody(submit.kind(), function, arguments));
                numbers.add(number);
            } catch (Throwable e) {
                post(new Frame.Ended(number, null, encoder.encodeThrowable(e)));
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the types of the results are known in the worker alone
    private void accept(List<Long> numbers, List<TaskBody<?>> bodies, TaskOptions options, int depth) {
        List<Future<?>> futures = pool.submitNested((List) bodies, options, depth);
        for (int i = 0; i < futures.size(); i++) {
            long number = numbers.get(i);
            Future<?> future = futures.get(i);
            tasks.put(number, new Submitted(future, bodies.get(i), Reports.of(future)));
            future.addDoneCallback(new End(number));
        }
    }

    /// Not a lambda, which would be lost for good if its first use came when there is no memory; so are the others
    /// here.
    private final class End implements Consumer<Future<?>> {
        private final long number;

        End(long number) {
            this.number = number;
        }

        @Override
        public void accept(Future<?> future) {
            ended(number, future);
        }
    }

    private static TaskOptions options(Frame.Options options) {
        Duration timeout = options.timeoutNanos() < 0 ? null : Duration.ofNanos(options.timeoutNanos());
        return new TaskOptions(
                options.name(),
                timeout,
                options.retries(),
                options.argumentSummary(),
                options.arguments(),
                /* label= */ null);
    }

    /// The task in the worker may wait for it: it is told when there is memory for that.
    private void ended(long number, Future<?> future) {
        tasks.remove(number);
        while (true) {
            try {
                tell(number, future);
                return;
            } catch (OutOfMemoryError e) {
                Perseverance.pause();
            }
        }
    }

    private void tell(long number, Future<?> future) {
        post(
                switch (future.state()) {
                    case SUCCESS -> succeeded(number, future.resultNow());
                    case CANCELLED -> new Frame.Ended(number, null, null);
                    default -> new Frame.Ended(number, null, encoder.encodeThrowable(future.exceptionNow()));
                });
    }

    private Frame.Ended succeeded(long number, @Nullable Object value) {
        try {
            return new Frame.Ended(number, encoder.encode(value), null);
        } catch (Throwable e) {
            return new Frame.Ended(number, null, encoder.encodeThrowable(e));
        }
    }

    private void post(Frame.Ended ended) {
        Blob outcome = ended.value() != null ? ended.value() : ended.failure();
        mail.post(ended, outcome == null ? 0 : outcome.requiredDefinitions());
    }

    // --- asking

    /// Answers a question. What may run callbacks of users does so in a thread of its own, since these may wait for
    /// what this worker has to say.
    ///
    /// @param ask what the worker sent
    public void ask(Frame.Ask ask) {
        switch (ask.question()) {
            case CANCEL_PENDING, SHUTDOWN_NOW -> Threads.start(pool + "-request", /* daemon= */ true, new Request(ask));
            default -> answer(ask);
        }
    }

    private final class Request implements Runnable {
        private final Frame.Ask ask;

        Request(Frame.Ask ask) {
            this.ask = ask;
        }

        @Override
        public void run() {
            try {
                answer(ask);
            } catch (Throwable e) {
                Guard.log(System.Logger.Level.ERROR, "exception in a request of a task", e);
            }
        }
    }

    private void answer(Frame.Ask ask) {
        try {
            reply(ask.request(), null, find(ask));
        } catch (Throwable e) {
            reply(ask.request(), encoder.encodeThrowable(e), NOTHING);
        }
    }

    private long[] find(Frame.Ask ask) {
        Submitted task = tasks.get(ask.task());
        return switch (ask.question()) {
            case MAX_WORKERS -> number(pool.maxWorkers());
            case STATISTICS -> statistics(pool.statistics());
            case IS_SHUTDOWN -> number(pool.isShutdown() ? 1 : 0);
            case IS_TERMINATED -> number(pool.isTerminated() ? 1 : 0);
            case CANCEL_PENDING -> number(pool.cancelPending());
            case SHUTDOWN -> {
                pool.shutdown();
                yield NOTHING;
            }
            case SHUTDOWN_NOW -> shutdownNow();
            case CANCEL_UNLESS_BEGUN -> number(task != null && task.future().cancel() ? 1 : 0);
            case CANCEL -> number(task != null && task.future().cancel(/* mayInterruptIfRunning= */ true) ? 1 : 0);
            case PROGRESS -> task == null ? NOTHING : task.reports().last();
            case HAS_BEGUN -> number(task == null || task.future().isRunning() ? 1 : 0);
        };
    }

    private static long[] number(long number) {
        return new long[] {number};
    }

    private static long[] statistics(ExecutorStatistics is) {
        return new long[] {
            is.maxWorkers(),
            is.workers(),
            is.running(),
            is.pending(),
            is.submitted(),
            is.succeeded(),
            is.failed(),
            is.cancelled(),
            is.retried(),
            is.crashedWorkers(),
            is.replacedWorkers()
        };
    }

    /// Stops the pool.
    ///
    /// @return the numbers of this worker's tasks that never began
    private long[] shutdownNow() {
        IdentityHashMap<TaskBody<?>, Long> here = new IdentityHashMap<>();
        for (Map.Entry<Long, Submitted> task : tasks.entrySet()) {
            here.put(task.getValue().body(), task.getKey());
        }
        List<TaskBody<?>> never = pool.shutdownNow();
        long[] numbers = new long[never.size()];
        int count = 0;
        for (TaskBody<?> body : never) {
            Long number = here.get(body);
            if (number != null) {
                numbers[count++] = number;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private void reply(long request, @Nullable Blob failure, long[] numbers) {
        mail.post(new Frame.Reply(request, failure, numbers), failure == null ? 0 : failure.requiredDefinitions());
    }
}
