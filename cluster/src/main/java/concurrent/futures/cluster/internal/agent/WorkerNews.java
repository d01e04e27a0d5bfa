package concurrent.futures.cluster.internal.agent;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Message.WorkerEvent;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.event.WorkerBusy;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerIdle;
import concurrent.futures.event.WorkerReady;
import concurrent.futures.event.WorkerReplaced;
import concurrent.futures.event.WorkerRetired;
import concurrent.futures.event.WorkerSampled;
import concurrent.futures.event.WorkerStarted;
import concurrent.futures.internal.event.WorkerListener;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells the driver how the workers of its session come and go, and while somebody watches there, whether they are busy
/// and what they use. In the thread of the pool's listeners.
final class WorkerNews implements WorkerListener {
    private final Session session;
    private final ProcessPoolExecutor pool;
    private final Map<String, Long> pids = new HashMap<>();

    /// Guarded by this.
    private @Nullable ListenerRegistration loadNews;

    WorkerNews(Session session, ProcessPoolExecutor pool) {
        this.session = session;
        this.pool = pool;
    }

    /// Listens from now on.
    void begin(boolean isLoadWanted) {
        pool.addListener(this);
        tellOfLoad(isLoadWanted);
    }

    /// Tells of their load too from now on, or does not.
    synchronized void tellOfLoad(boolean isWanted) {
        ListenerRegistration known = loadNews;
        if (isWanted && known == null) {
            loadNews = pool.addListener(new LoadNews());
        } else if (!isWanted && known != null) {
            known.close();
            loadNews = null;
        }
    }

    @Override
    public void onEvent(ExecutorEvent event) {
        switch (event) {
            case WorkerStarted started -> {
                pids.put(started.worker(), started.pid());
                tell(WorkerEvent.STARTED, started.worker(), "");
            }
            case WorkerReady ready -> tell(WorkerEvent.READY, ready.worker(), "");
            case WorkerCrashed crashed -> {
                String cause = crashed.cause().replace('\n', ' ');
                tell(WorkerEvent.CRASHED, crashed.worker(), cause + "\n" + crashed.description());
                isGone(crashed.worker());
            }
            case WorkerRetired retired -> {
                tell(WorkerEvent.RETIRED, retired.worker(), retired.reason());
                isGone(retired.worker());
            }
            case WorkerReplaced replaced -> tell(WorkerEvent.REPLACED, replaced.worker(), replaced.successor());
            default -> {
                // Of the rest, the driver knows more than the pool.
            }
        }
    }

    private void isGone(String worker) {
        Long pid = pids.remove(worker);
        if (pid != null) {
            session.mail().isGone(pid);
        }
    }

    private void tell(WorkerEvent event, String worker, String text) {
        long pid = pids.getOrDefault(worker, 0L);
        int workers = pool.statistics().workers();
        session.post(new Message.WorkerTold(session.number(), event, worker, pid, workers, text));
    }

    /// A listener of its own, so that the pool says nothing of it while nobody asks.
    private final class LoadNews implements WorkerListener {
        @Override
        public boolean hearsOfLoad() {
            return true;
        }

        @Override
        public void onEvent(ExecutorEvent event) {
            switch (event) {
                case WorkerBusy busy -> tell(WorkerEvent.BUSY, busy.worker(), "");
                case WorkerIdle idle -> tell(WorkerEvent.IDLE, idle.worker(), "");
                case WorkerSampled sampled ->
                    session.post(new Message.WorkerUses(
                            session.number(),
                            sampled.worker(),
                            sampled.pid(),
                            sampled.heapBytes(),
                            sampled.residentBytes(),
                            sampled.processorTime().toNanos()));
                default -> {
                    // The rest is told in any case.
                }
            }
        }
    }
}
