package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.WorkerInfo;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.pool.lock.PoolLock;
import concurrent.futures.internal.process.pool.sending.Courier;
import concurrent.futures.internal.process.pool.waiting.Queued;
import concurrent.futures.internal.process.pool.waiting.TaskQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/// Who and what is in the pool just now, for those who ask. All methods take the lock. (None has lambdas: see [Steps].)
public final class Census {
    private final PoolLock lock;
    private final Roster roster;
    private final TaskQueue queue;
    private final Divider divider;

    Census(PoolLock lock, Roster roster, TaskQueue queue, Divider divider) {
        this.lock = lock;
        this.roster = roster;
        this.queue = queue;
        this.divider = divider;
    }

    // --- tasks

    /// All tasks that are queued or sent, in about the order in which they were submitted.
    public List<PoolTask<?>> present() {
        lock.take();
        try {
            List<PoolTask<?>> all = new ArrayList<>();
            for (Worker worker : roster.workers()) {
                divider.divideAll(worker);
                worker.load.addTasksTo(all);
            }
            addQueuedTo(all);
            return all;
        } finally {
            lock.give();
        }
    }

    /// The tasks that wait in the queue.
    public List<PoolTask<?>> queued() {
        lock.take();
        try {
            List<PoolTask<?>> all = new ArrayList<>();
            addQueuedTo(all);
            return all;
        } finally {
            lock.give();
        }
    }

    /// Adds what waits, of which nothing is a stretch any more.
    private void addQueuedTo(List<PoolTask<?>> all) {
        divider.divideQueue();
        for (Queued waiting : queue.list()) {
            if (waiting instanceof PoolTask<?> task) {
                all.add(task);
            }
        }
    }

    /// The tasks that workers have begun.
    public List<PoolTask<?>> begun() {
        lock.take();
        try {
            List<PoolTask<?>> all = new ArrayList<>();
            for (Worker worker : roster.workers()) {
                divider.divideBegun(worker);
                worker.addBegunTo(all);
            }
            return all;
        } finally {
            lock.give();
        }
    }

    // --- workers

    /// A worker as it was seen: its name, its process, and how much of its heap it uses, as far as it has told.
    public record Seen(String worker, WorkerProcess process, long heapBytes) {}

    /// Looks at the workers whose process exists, and notes which tasks they have begun.
    ///
    /// @param measures whether they are asked how much memory they use: that is known when they are looked at again
    /// @return the workers
    public List<Seen> look(boolean measures) {
        List<Seen> seen = new ArrayList<>();
        lock.take();
        try {
            for (Worker worker : roster.workers()) {
                WorkerProcess process = worker.process;
                if (process != null) {
                    seen.add(new Seen(worker.name(), process, worker.heapBytes()));
                    noteBegun(worker);
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

    private void noteBegun(Worker worker) {
        Handover head = worker.load.head();
        if (head != null && head.stretch() == null && worker.hasBegunHead()) {
            PoolTask<?> task = head.headTask();
            if (task.trace() != null) {
                Telling.started(task, worker.claims().begunAt(head.number));
                lock.afterwards(new Steps.NoteBegun(task));
            }
        }
    }

    public int maxWorkers() {
        lock.take();
        try {
            return roster.maxWorkers();
        } finally {
            lock.give();
        }
    }

    public int workerCount() {
        lock.take();
        try {
            return roster.workers().size();
        } finally {
            lock.give();
        }
    }

    /// The workers' processes, as far as they were started.
    public List<WorkerProcess> processes() {
        lock.take();
        try {
            List<WorkerProcess> all = new ArrayList<>();
            for (Worker worker : roster.workers()) {
                if (worker.process != null) {
                    all.add(worker.process);
                }
            }
            return all;
        } finally {
            lock.give();
        }
    }

    /// What carries frames to each worker.
    public List<Courier> couriers() {
        lock.take();
        try {
            List<Courier> all = new ArrayList<>();
            for (Worker worker : roster.workers()) {
                all.add(worker.courier());
            }
            return all;
        } finally {
            lock.give();
        }
    }

    /// What is known of each worker whose process was started.
    public List<WorkerInfo> workers() {
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
        List<WorkerInfo> all = new ArrayList<>(known.size());
        for (Supplier<WorkerInfo> each : known) {
            all.add(each.get());
        }
        return Collections.unmodifiableList(all);
    }
}
