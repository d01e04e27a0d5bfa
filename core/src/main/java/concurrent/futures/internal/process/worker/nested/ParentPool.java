package concurrent.futures.internal.process.worker.nested;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.life.CallbackThread;
import concurrent.futures.internal.life.Ledger;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.Frame.Question;
import concurrent.futures.internal.wire.throwables.Submission;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.EventHub;
import concurrent.futures.spi.ExecutorEngine;
import concurrent.futures.spi.TaskBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The pool that runs this worker, for the tasks in it: whatever is wanted of it is asked of the parent.
///
/// A submit waits for the parent's answer, since a pool that takes no more work says so at once, as everywhere. Every
/// wait here ends with the answer, or with this process, which does not outlive its parent.
///
/// How deep a task is nested is known of the one that the worker runs; whatever thread submits, it submits from there.
public final class ParentPool implements ExecutorEngine {
    /// How many tasks may have submitted one another. Each of them may hold a process while it waits for the next.
    public static final int MAX_DEPTH = 16;

    /// What takes frames to the parent: never blocks, and can be called from anywhere.
    @FunctionalInterface
    public interface Mail {
        /// Has a frame sent.
        ///
        /// @param frame to send
        /// @param requiredDefinitions how many definitions the parent needs for it
        void post(Frame.FromWorker frame, int requiredDefinitions);
    }

    private static final EventHub SILENCE =
            EventHub.silent("in a worker process, the executor takes no listeners: add them where it was made");

    private final Mail mail;
    private final ObjectEncoder encoder;
    private final ObjectDecoder decoder;
    private final Completions completions = new Completions(this);
    private static final Runnable NOTHING = new Runnable() {
        @Override
        public void run() {}
    };

    private final CallbackThread callbacks =
            new CallbackThread("concurrent-futures-nested-callbacks", this, new Ledger(NOTHING));

    private final AtomicLong requests = new AtomicLong();
    private final Map<Long, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, NestedTask<?>> tasks = new ConcurrentHashMap<>();
    private volatile int depth;

    /// Makes it; nothing is sent yet.
    ///
    /// @param mail what takes frames to the parent
    /// @param encoder the worker's
    /// @param decoder the worker's
    public ParentPool(Mail mail, ObjectEncoder encoder, ObjectDecoder decoder) {
        this.mail = mail;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /// The worker begins a task.
    ///
    /// @param taskDepth how deep that is nested
    public void enter(int taskDepth) {
        depth = taskDepth;
    }

    /// The task that the worker runs begins or ends to wait for another one of the pool.
    ///
    /// @param begins whether it begins
    public void waiting(boolean begins) {
        mail.post(new Frame.Waiting(begins), 0);
    }

    CallbackThread callbacks() {
        return callbacks;
    }

    @Override
    public EventHub events() {
        return SILENCE;
    }

    // --- what the parent says, in the thread that listens to it

    /// An answer has come.
    ///
    /// @param reply the answer
    public void take(Frame.Reply reply) {
        Answer answer = answers.remove(reply.request());
        if (answer != null) {
            answer.take(reply);
        }
    }

    /// A task has ended.
    ///
    /// @param ended which, and how
    public void take(Frame.Ended ended) {
        NestedTask<?> task = tasks.remove(ended.task());
        if (task != null) {
            completions.add(() -> task.end(ended, decoder));
        }
    }

    // --- submitting

    @Override
    public <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options) {
        return submitChunk(List.of(body), options).getFirst();
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> submitChunk(
            List<? extends TaskBody<T>> bodies, TaskOptions options) {
        int at = depth + 1;
        if (at > MAX_DEPTH) {
            throw new RejectedExecutionException("a task that is nested " + depth + " deep can not submit to its own"
                    + " pool: the limit is " + MAX_DEPTH
                    + ", since each level may hold a process. Do this part of the work in the task itself, or let a"
                    + " task return what is to be done next");
        }
        Frame.Options how = new Frame.Options(
                options.name(),
                options.timeout() == null ? -1 : Deadline.nanos(options.timeout()),
                options.retries(),
                options.argumentSummary(),
                options.arguments());
        Delivery delivery = new Delivery(at, how);
        Submission submission = Submission.inWorker();
        List<Future<T>> futures = new ArrayList<>(bodies.size());
        for (TaskBody<T> body : bodies) {
            NestedTask<T> task = new NestedTask<>(this, numbers.incrementAndGet(), body, options, submission);
            futures.add(task.future());
            delivery.add(task, body);
        }
        delivery.send();
        return futures;
    }

    /// Tasks that are submitted together. What they refer to is encoded here: it is a snapshot.
    private final class Delivery {
        /// A frame has room for so many tasks, whatever their size.
        private static final int MAX_TASKS = 1000;

        private final int at;
        private final Frame.Options options;
        private final List<NestedTask<?>> waiting = new ArrayList<>();
        private final List<Blob> arguments = new ArrayList<>();
        private EncodedTask.@Nullable Kind kind;
        private @Nullable Object code;
        private @Nullable Blob function;
        private boolean accepted;

        Delivery(int at, Frame.Options options) {
            this.at = at;
            this.options = options;
        }

        void add(NestedTask<?> task, TaskBody<?> body) {
            Blob known = body.code() == code ? function : null;
            EncodedTask encoded;
            try {
                encoded = known == null ? encoder.encodeTask(body) : encoder.encodeTask(body, known);
            } catch (Throwable e) {
                task.fail(e);
                return;
            }
            if (known == null || waiting.size() == MAX_TASKS) {
                send();
            }
            code = body.code();
            kind = encoded.kind();
            function = encoded.function();
            waiting.add(task);
            arguments.addAll(encoded.arguments());
        }

        /// Sends what waits, and waits for the answer.
        ///
        /// @throws RejectedExecutionException if the pool takes none of the tasks
        void send() {
            if (waiting.isEmpty() || kind == null || function == null) {
                return;
            }
            List<NestedTask<?>> sent = List.copyOf(waiting);
            List<Blob> with = List.copyOf(arguments);
            waiting.clear();
            arguments.clear();
            int required = function.requiredDefinitions();
            for (Blob argument : with) {
                required = Math.max(required, argument.requiredDefinitions());
            }
            sent.forEach(task -> tasks.put(task.number, task));
            long request = requests.incrementAndGet();
            Frame.Submit frame =
                    new Frame.Submit(request, sent.getFirst().number, at, options, kind, function, sent.size(), with);
            Throwable refusal = refusal(ask(request, frame, required));
            if (refusal == null) {
                accepted = true;
                return;
            }
            sent.forEach(task -> tasks.remove(task.number));
            if (accepted) {
                sent.forEach(task -> task.fail(refusal));
            } else {
                throw unchecked(refusal);
            }
        }
    }

    private @Nullable Throwable refusal(Frame.Reply reply) {
        Blob failure = reply.failure();
        return failure == null ? null : decoder.decodeThrowable(failure, /* origin= */ null);
    }

    private static RuntimeException unchecked(Throwable refusal) {
        if (refusal instanceof Error e) {
            throw e;
        }
        return refusal instanceof RuntimeException e
                ? e
                : new RejectedExecutionException("the pool took no task", refusal);
    }

    // --- asking

    private Frame.Reply ask(long request, Frame.FromWorker frame, int required) {
        Answer answer = new Answer();
        answers.put(request, answer);
        mail.post(frame, required);
        return answer.await();
    }

    private long[] ask(Question question, long task) {
        long request = requests.incrementAndGet();
        Frame.Reply reply = ask(request, new Frame.Ask(request, question, task), 0);
        Throwable refusal = refusal(reply);
        if (refusal != null) {
            throw unchecked(refusal);
        }
        return reply.numbers();
    }

    private long askNumber(Question question) {
        return ask(question, 0)[0];
    }

    boolean askWhether(Question question, long task) {
        return ask(question, task)[0] != 0;
    }

    /// What there is to tell of how far a task has come; see [Question#PROGRESS].
    long[] askProgress(long task) {
        return ask(Question.PROGRESS, task);
    }

    /// Asks without waiting for the answer.
    void tell(Question question, long task) {
        mail.post(new Frame.Ask(requests.incrementAndGet(), question, task), 0);
    }

    @Override
    public int maxWorkers() {
        return (int) askNumber(Question.MAX_WORKERS);
    }

    @Override
    public ExecutorStatistics statistics() {
        long[] is = ask(Question.STATISTICS, 0);
        return new ExecutorStatistics(
                (int) is[0], (int) is[1], (int) is[2], (int) is[3], is[4], is[5], is[6], is[7], is[8], is[9], is[10]);
    }

    @Override
    public int cancelPending() {
        return (int) askNumber(Question.CANCEL_PENDING);
    }

    @Override
    public void shutdown() {
        ask(Question.SHUTDOWN, 0);
    }

    /// Stops the pool, the calling task included.
    ///
    /// @return of the tasks that never began, those that this process submitted: the others are not here
    @Override
    public List<TaskBody<?>> shutdownNow() {
        Map<Long, TaskBody<?>> before = new ConcurrentHashMap<>();
        tasks.forEach((number, task) -> {
            TaskBody<?> body = task.body();
            if (body != null) {
                before.put(number, body);
            }
        });
        List<TaskBody<?>> never = new ArrayList<>();
        for (long number : ask(Question.SHUTDOWN_NOW, 0)) {
            TaskBody<?> body = before.get(number);
            if (body != null) {
                never.add(body);
            }
        }
        return never;
    }

    @Override
    public boolean isShutdown() {
        return askNumber(Question.IS_SHUTDOWN) != 0;
    }

    @Override
    public boolean isTerminated() {
        return askNumber(Question.IS_TERMINATED) != 0;
    }

    /// A pool does not terminate before its workers do: this waits until the time is up, or the process ends.
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return new CountDownLatch(1).await(timeout, unit);
    }

    @Override
    public String toString() {
        return "the pool of this worker";
    }
}
