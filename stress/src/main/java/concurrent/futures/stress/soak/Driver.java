package concurrent.futures.stress.soak;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.Futures;
import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.ReturnWhen;
import concurrent.futures.TaskFailedException;
import concurrent.futures.TaskOptions;
import concurrent.futures.stress.account.Ending;
import concurrent.futures.stress.account.Entry;
import concurrent.futures.stress.account.Ledger;
import concurrent.futures.stress.task.Answer;
import concurrent.futures.stress.task.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// One of the threads that use the pool at random: submit, map, cancel, wait.
final class Driver {
    private static final int MOST_OPEN = 300;

    private final Executor executor;
    private final Ledger ledger;
    private final JobSource jobs;
    private final RandomGenerator random;
    private final List<Open> open = new ArrayList<>();

    Driver(Executor executor, Ledger ledger, JobSource jobs, RandomGenerator random) {
        this.executor = executor;
        this.ledger = ledger;
        this.jobs = jobs;
        this.random = random;
    }

    /// A future that may still be open.
    private record Open(Entry entry, Future<Answer> future) {}

    /// Uses the pool for as long as it is told to. What is then open is left to end by itself.
    void run(BooleanSupplier goOn) throws InterruptedException {
        while (goOn.getAsBoolean()) {
            int dice = random.nextInt(100);
            if (dice < 55) {
                submit(1 + random.nextInt(20));
            } else if (dice < 70) {
                cancel();
            } else if (dice < 76) {
                map();
            } else if (dice < 86) {
                waitForSome();
            } else if (dice < 88) {
                Thread.sleep(random.nextInt(50));
            }
            while (open.size() > MOST_OPEN) {
                waitForSome();
            }
        }
    }

    private void submit(int count) {
        for (int i = 0; i < count; i++) {
            JobSource.Order order = jobs.next();
            Entry entry = account(order.job());
            Future<Answer> future = executor.with(order.options()).submit(order.job());
            open.add(new Open(entry, future));
            future.addDoneCallback(done -> ledger.end(entry.id(), ending(done)));
        }
    }

    private Entry account(Job job) {
        Entry entry = ledger.get(job.id());
        if (entry == null) {
            throw new IllegalStateException("no account for " + job.id());
        }
        return entry;
    }

    private Ending ending(Future<Answer> done) {
        return switch (done.state()) {
            case SUCCESS -> ending(done.resultNow());
            case FAILED -> Ending.of(done.exceptionNow());
            case CANCELLED -> Ending.cancelled();
            case RUNNING -> throw new IllegalStateException("a callback of a future that has not ended: " + done);
        };
    }

    private Ending ending(Answer answer) {
        for (Answer.Child child : answer.children()) {
            ledger.end(child.id(), child.ending());
        }
        return Ending.value(answer.value());
    }

    private void cancel() {
        if (open.isEmpty()) {
            return;
        }
        Open one = open.remove(random.nextInt(open.size()));
        boolean mayInterrupt = random.nextBoolean();
        one.entry.askCancel();
        one.entry.cancelReturned(mayInterrupt, one.future.cancel(mayInterrupt));
    }

    private void waitForSome() {
        List<Future<Answer>> some = open.stream()
                .limit(1 + random.nextInt(MOST_OPEN))
                .map(Open::future)
                .toList();
        Duration limit = Duration.ofMillis(1 + random.nextInt(500));
        if (random.nextBoolean()) {
            Futures.waitFor(some, random.nextBoolean() ? ReturnWhen.FIRST_COMPLETED : ReturnWhen.ALL_COMPLETED, limit);
        } else {
            try {
                for (Future<Answer> done : Futures.asCompleted(some, limit)) {
                    if (!done.isDone()) {
                        throw new IllegalStateException("asCompleted gave a future that has not ended: " + done);
                    }
                }
            } catch (FutureTimeoutException e) {
                // What has not ended is waited for the next time.
            }
        }
        open.removeIf(each -> each.future.isDone());
    }

    private void map() {
        boolean chunked = random.nextBoolean();
        TaskOptions options = TaskOptions.defaults();
        if (random.nextInt(4) == 0) {
            options = options.withRetries(1);
        }
        MapOptions mapping = MapOptions.defaults();
        if (chunked) {
            mapping = mapping.withChunkSize(2 + random.nextInt(10));
        }
        if (random.nextBoolean()) {
            mapping = mapping.withBufferSize(1 + random.nextInt(40));
        }
        TaskOptions each = options;
        List<Long> ids = new ArrayList<>();
        Iterable<Job> elements = () -> IntStream.range(0, 1 + random.nextInt(60))
                .mapToObj(i -> jobs.element(each, chunked))
                .peek(job -> ids.add(job.id()))
                .iterator();
        // Beyond it, the map is closed, and nobody hears of the rest.
        int wanted = random.nextInt(4) == 0 ? random.nextInt(20) : Integer.MAX_VALUE;
        try (Results<Answer> results = executor.with(options).map(Job::call, elements, mapping)) {
            Iterator<Answer> answers = results.iterator();
            for (int i = 0; i < wanted && answers.hasNext(); i++) {
                ledger.end(ids.get(i), next(answers));
            }
        }
    }

    private Ending next(Iterator<Answer> answers) {
        try {
            return ending(answers.next());
        } catch (NoSuchElementException e) {
            throw e;
        } catch (TaskFailedException e) {
            return Ending.of(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            return Ending.cancelled();
        } catch (RuntimeException e) {
            return Ending.of(e);
        }
    }
}
