package concurrent.futures.benchmarks.large;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.benchmarks.child.Rendezvous;
import concurrent.futures.benchmarks.measure.Check;
import java.util.ArrayList;
import java.util.List;

/// Has all workers of a pool run a task at the same time: then all are there.
final class Meeting {
    private Meeting() {}

    /// Waits until all have come, and then until all have gone.
    static void of(Executor pool, int workers) throws Exception {
        List<Future<Integer>> visits = new ArrayList<>();
        try (Rendezvous rendezvous = Rendezvous.open()) {
            int port = rendezvous.port();
            for (int i = 0; i < workers; i++) {
                visits.add(pool.submit(() -> Rendezvous.visit(port)));
            }
            rendezvous.await(workers);
        }
        for (Future<Integer> visit : visits) {
            Check.same("a visit", 1, visit.result());
        }
    }
}
