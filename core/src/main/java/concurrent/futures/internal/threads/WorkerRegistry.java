package concurrent.futures.internal.threads;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The workers of a pool that have not ended. For any threads.
///
/// Workers on virtual threads come and go with each task, so this is cheap: a few short lists, each under a lock of its
/// own that is held for some instructions, and no entry besides the worker itself.
final class WorkerRegistry {
    private static final int LISTS = 16;

    private final WorkerList[] lists = new WorkerList[LISTS];

    WorkerRegistry() {
        for (int i = 0; i < LISTS; i++) {
            lists[i] = new WorkerList();
        }
    }

    private WorkerList listOf(Worker worker) {
        return lists[(int) (worker.number() % LISTS)];
    }

    void add(Worker worker) {
        listOf(worker).add(worker);
    }

    /// Takes out a worker that was added.
    void remove(Worker worker) {
        listOf(worker).remove(worker);
    }

    /// The workers that are there now.
    List<Worker> snapshot() {
        List<Worker> all = new ArrayList<>();
        for (WorkerList list : lists) {
            list.copyTo(all);
        }
        return all;
    }

    private static final class WorkerList {
        private @Nullable Worker first;

        synchronized void add(Worker worker) {
            Worker next = first;
            worker.after = next;
            if (next != null) {
                next.before = worker;
            }
            first = worker;
        }

        synchronized void remove(Worker worker) {
            Worker previous = worker.before;
            Worker next = worker.after;
            if (previous == null) {
                first = next;
            } else {
                previous.after = next;
            }
            if (next != null) {
                next.before = previous;
            }
            worker.before = null;
            worker.after = null;
        }

        synchronized void copyTo(List<Worker> all) {
            for (Worker worker = first; worker != null; worker = worker.after) {
                all.add(worker);
            }
        }
    }
}
