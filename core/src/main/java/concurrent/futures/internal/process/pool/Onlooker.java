package concurrent.futures.internal.process.pool;

import concurrent.futures.event.WorkerSampled;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.event.Sampler;
import concurrent.futures.internal.process.launch.WorkerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Looks, while somebody listens, at what workers do without telling: which tasks they have begun, every tenth of a
/// second, and what they use, every second. In the thread of the hub.
final class Onlooker implements Sampler {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LOOKS_PER_SAMPLE = 10;

    private final ProcessPool pool;
    private final Dispatcher dispatcher;
    private long nextLook = System.nanoTime();
    private int looks;

    private record Seen(String worker, WorkerProcess process, long heapBytes) {}

    Onlooker(ProcessPool pool, Dispatcher dispatcher) {
        this.pool = pool;
        this.dispatcher = dispatcher;
    }

    @Override
    public long look() {
        long now = System.nanoTime();
        if (now - nextLook < 0) {
            return nextLook - now;
        }
        nextLook = now + LOOK_NANOS;
        boolean samples = looks++ % LOOKS_PER_SAMPLE == 0;
        List<Seen> workers = lookAtWorkers(samples);
        if (workers.isEmpty()) {
            return Long.MAX_VALUE; // The first one to start is told of.
        }
        if (samples) {
            workers.forEach(this::sample);
        }
        return LOOK_NANOS;
    }

    /// @param measures whether they are asked how much memory they use: that is known at the next sample
    /// @return the workers whose process exists
    private List<Seen> lookAtWorkers(boolean measures) {
        PoolLock lock = dispatcher.lock();
        List<Seen> seen = new ArrayList<>();
        lock.take();
        try {
            for (Worker worker : dispatcher.roster().workers()) {
                WorkerProcess process = worker.process;
                if (process != null) {
                    seen.add(new Seen(worker.name(), process, worker.heapBytes()));
                    noteBegun(worker, lock);
                    if (measures) {
                        worker.measure();
                    }
                }
            }
            return seen;
        } finally {
            lock.give();
        }
    }

    private static void noteBegun(Worker worker, PoolLock lock) {
        Handover head = worker.head();
        if (head != null && head.isLive() && worker.hasBegunHead()) {
            PoolTask<?> task = head.headTask();
            if (task.trace() != null) {
                Telling.started(task, worker.claims().begunAt(head.number));
                lock.afterwards(new Steps.NoteBegun(task));
            }
        }
    }

    private void sample(Seen seen) {
        Hub events = pool.events();
        WorkerProcess process = seen.process();
        if (process.isAlive()) {
            events.tell(() -> new WorkerSampled(
                    events.executor(),
                    System.nanoTime(),
                    seen.worker(),
                    process.pid(),
                    seen.heapBytes(),
                    process.residentBytes(),
                    process.processorTime()));
        }
    }
}
