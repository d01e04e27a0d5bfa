package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.event.WorkerBusy;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerIdle;
import concurrent.futures.event.WorkerReady;
import concurrent.futures.event.WorkerReplaced;
import concurrent.futures.event.WorkerRetired;
import concurrent.futures.event.WorkerSampled;
import concurrent.futures.event.WorkerStarted;
import concurrent.futures.spi.EventHub;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The workers of one executor, on all agents, as these tell of them.
final class WorkerCount {
    private final String name;
    private final EventHub events;
    private final Map<String, Integer> byAgent = new ConcurrentHashMap<>();
    private final Map<String, Long> starts = new ConcurrentHashMap<>();
    private final AtomicLong crashed = new AtomicLong();
    private final AtomicLong replaced = new AtomicLong();

    WorkerCount(String name, EventHub events) {
        this.name = name;
        this.events = events;
    }

    int now() {
        return byAgent.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// How many have died, ever, as far as the agents could tell.
    long crashed() {
        return crashed.get();
    }

    /// In whose place another one was started, ever.
    long replaced() {
        return replaced.get();
    }

    void clear() {
        byAgent.clear();
        starts.clear();
    }

    void told(String agent, Message.WorkerTold what) {
        byAgent.put(agent, what.workers());
        String worker = agent + "/" + what.worker();
        long now = System.nanoTime();
        switch (what.event()) {
            case STARTED -> {
                starts.put(worker, now);
                events.tell(() -> new WorkerStarted(name, now, worker, what.pid()));
            }
            case READY -> {
                Duration took = Duration.ofNanos(now - starts.getOrDefault(worker, now));
                events.tell(() -> new WorkerReady(name, now, worker, took));
            }
            case CRASHED -> {
                starts.remove(worker);
                crashed.incrementAndGet();
                events.tell(() -> new WorkerCrashed(name, now, worker, what.pid(), what.text(), what.text()));
            }
            case RETIRED -> {
                starts.remove(worker);
                events.tell(() -> new WorkerRetired(name, now, worker, what.text()));
            }
            case REPLACED -> {
                replaced.incrementAndGet();
                events.tell(() -> new WorkerReplaced(name, now, worker, agent + "/" + what.text()));
            }
            case BUSY -> events.tell(() -> new WorkerBusy(name, now, worker));
            case IDLE -> events.tell(() -> new WorkerIdle(name, now, worker));
            case PRINTED -> throw new IllegalArgumentException("a line is nothing that happens to a worker");
        }
    }

    void uses(String agent, Message.WorkerUses what) {
        events.tell(() -> new WorkerSampled(
                name,
                System.nanoTime(),
                agent + "/" + what.worker(),
                what.pid(),
                what.heapBytes(),
                what.residentBytes(),
                Duration.ofNanos(what.processorNanos())));
    }
}
