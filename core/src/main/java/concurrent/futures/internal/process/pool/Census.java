package concurrent.futures.internal.process.pool;

import concurrent.futures.WorkerInfo;
import concurrent.futures.internal.process.launch.WorkerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Who and what is in the pool just now, for those who ask. All methods take the lock.
final class Census {
    private final PoolLock lock;
    private final Roster roster;
    private final TaskQueue queue;

    Census(PoolLock lock, Roster roster, TaskQueue queue) {
        this.lock = lock;
        this.roster = roster;
        this.queue = queue;
    }

    // --- tasks

    /// All tasks that are queued or sent, in about the order in which they were submitted.
    List<PoolTask<?>> present() {
        lock.take();
        try {
            List<PoolTask<?>> all = new ArrayList<>();
            for (Worker worker : roster.workers()) {
                worker.forEachTask(all::add);
            }
            queue.forEach(all::add);
            return all;
        } finally {
            lock.give();
        }
    }

    /// The tasks that wait in the queue.
    List<PoolTask<?>> queued() {
        lock.take();
        try {
            List<PoolTask<?>> all = new ArrayList<>();
            queue.forEach(all::add);
            return all;
        } finally {
            lock.give();
        }
    }

    /// The tasks that workers have begun.
    List<PoolTask<?>> begun() {
        lock.take();
        try {
            List<PoolTask<?>> all = new ArrayList<>();
            for (Worker worker : roster.workers()) {
                worker.forEachTask(task -> {
                    if (worker.hasBegun(task)) {
                        all.add(task);
                    }
                });
            }
            return all;
        } finally {
            lock.give();
        }
    }

    // --- workers

    int maxWorkers() {
        lock.take();
        try {
            return roster.maxWorkers();
        } finally {
            lock.give();
        }
    }

    int workerCount() {
        lock.take();
        try {
            return roster.workers().size();
        } finally {
            lock.give();
        }
    }

    /// The workers' processes, as far as they were started.
    List<WorkerProcess> processes() {
        lock.take();
        try {
            return roster.workers().stream()
                    .map(worker -> worker.process)
                    .filter(Objects::nonNull)
                    .toList();
        } finally {
            lock.give();
        }
    }

    /// What carries frames to each worker.
    List<Courier> couriers() {
        lock.take();
        try {
            return roster.workers().stream().map(Worker::courier).toList();
        } finally {
            lock.give();
        }
    }

    /// What is known of each worker whose process was started.
    List<WorkerInfo> workers() {
        List<Supplier<WorkerInfo>> known = new ArrayList<>();
        lock.take();
        try {
            for (Worker worker : roster.workers()) {
                if (worker.process != null) {
                    known.add(worker.describe());
                }
            }
        } finally {
            lock.give();
        }
        return known.stream().map(Supplier::get).toList();
    }
}
