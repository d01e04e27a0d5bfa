package concurrent.futures.internal.process.pool;

import concurrent.futures.event.WorkerSampled;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.event.Sampler;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.pool.handout.Census;
import concurrent.futures.internal.process.pool.handout.Census.Seen;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Looks, while somebody listens, at what workers do without telling: which tasks they have begun, every tenth of a
/// second, and what they use, every second. In the thread of the hub.
final class Onlooker implements Sampler {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LOOKS_PER_SAMPLE = 10;

    private final Parts parts;
    private final Census census;
    private long nextLook = System.nanoTime();
    private int looks;

    Onlooker(Parts parts, Census census) {
        this.parts = parts;
        this.census = census;
    }

    @Override
    public long look() {
        long now = System.nanoTime();
        if (now - nextLook < 0) {
            return nextLook - now;
        }
        nextLook = now + LOOK_NANOS;
        boolean samples = looks++ % LOOKS_PER_SAMPLE == 0;
        List<Seen> workers = census.look(samples);
        if (workers.isEmpty()) {
            return Long.MAX_VALUE; // The first one to start is told of.
        }
        if (samples) {
            for (Seen worker : workers) {
                sample(worker);
            }
        }
        return LOOK_NANOS;
    }

    private void sample(Seen seen) {
        Hub events = parts.events();
        WorkerProcess process = seen.process();
        if (process.isAlive()) {
            events.tell(new Supplier<>() {
                @Override
                public WorkerSampled get() {
                    return new WorkerSampled(
                            events.executor(),
                            System.nanoTime(),
                            seen.worker(),
                            process.pid(),
                            seen.heapBytes(),
                            process.residentBytes(),
                            process.processorTime());
                }
            });
        }
    }
}
