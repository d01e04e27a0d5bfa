package concurrent.futures.stress.soak;

import concurrent.futures.TaskOptions;
import concurrent.futures.stress.account.Entry;
import concurrent.futures.stress.account.Ledger;
import concurrent.futures.stress.task.Job;
import concurrent.futures.stress.task.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes up tasks at random, and opens their accounts. For one thread.
final class JobSource {
    private static final int MAX_DEPTH = 3;
    private static final int BIG = 1 << 20;

    private final RandomGenerator random;
    private final Ledger ledger;
    private final String proofs;

    JobSource(RandomGenerator random, Ledger ledger, Path proofs) {
        this.random = random;
        this.ledger = ledger;
        this.proofs = proofs.toString();
    }

    /// A task that is about to be submitted with some options.
    record Order(Job job, TaskOptions options) {}

    Order next() {
        Job job = make(0);
        TaskOptions options = TaskOptions.defaults().withName("task-" + job.id());
        // A task that submits others would, at a second attempt, do so again.
        if (job.work() != Work.SUBMIT) {
            if (random.nextInt(10) == 0) {
                options = options.withRetries(1 + random.nextInt(3));
            }
            if (random.nextInt(12) == 0) {
                options = options.withTimeout(Duration.ofMillis(1 + random.nextInt(40)));
            }
        }
        ledger.open(
                job.id(),
                terms(
                        job,
                        1 + options.retries(),
                        options.timeout() != null,
                        /* shared= */ false,
                        /* observed= */ true));
        return new Order(job, options);
    }

    /// An element of a map. Some are never asked for, and nobody hears of their end.
    Job element(TaskOptions options, boolean chunked) {
        Job job = make(MAX_DEPTH);
        ledger.open(
                job.id(), terms(job, 1 + options.retries(), options.timeout() != null, chunked, /* observed= */ false));
        return job;
    }

    private Job make(int depth) {
        long id = ledger.nextId();
        Work work = work(depth);
        List<Job> children = new ArrayList<>();
        if (work == Work.SUBMIT) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                Job child = make(depth + 1);
                ledger.open(child.id(), terms(child, 1, false, /* shared= */ false, /* observed= */ false));
                children.add(child);
            }
        }
        byte[] payload = new byte[size()];
        random.nextBytes(payload);
        return new Job(id, proofs, work, micros(work), payload, size(), List.copyOf(children));
    }

    private Work work(int depth) {
        int dice = random.nextInt(1_000);
        if (dice < 550) {
            return Work.RETURN;
        }
        if (dice < 750) {
            return Work.SLEEP;
        }
        if (dice < 900) {
            return Work.COMPUTE;
        }
        if (dice < 960) {
            return Work.THROW;
        }
        if (dice < 963) {
            return Work.HALT;
        }
        return depth < MAX_DEPTH ? Work.SUBMIT : Work.RETURN;
    }

    /// Mostly short, so that many are on their way at once; a few outlast `cancelGrace`.
    private int micros(Work work) {
        return switch (work) {
            case SLEEP -> random.nextInt(30_000);
            case COMPUTE -> random.nextInt(200) == 0 ? 400_000 : random.nextInt(3_000);
            default -> 0;
        };
    }

    private int size() {
        int dice = random.nextInt(200);
        return dice == 0 ? random.nextInt(BIG) : dice < 10 ? random.nextInt(10_000) : random.nextInt(64);
    }

    private static Entry.Terms terms(Job job, int attempts, boolean limited, boolean shared, boolean observed) {
        return new Entry.Terms(
                job.work().toString(),
                Job.value(job.id(), job.payload()),
                attempts,
                job.work() == Work.THROW,
                limited,
                job.work() == Work.HALT,
                shared,
                observed);
    }
}
