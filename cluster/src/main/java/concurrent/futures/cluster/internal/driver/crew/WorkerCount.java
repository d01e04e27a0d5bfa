package concurrent.futures.cluster.internal.driver.crew;

import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeId;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The workers of one executor, on all agents, as these tell of them. Thread-safe.
public final class WorkerCount {
    private record Present(long pid, long startNanos) {}

    /// The workers of one agent. Names of agents are for people: two of them may have the same one.
    private static final class Crew {
        final Map<String, Present> present = new ConcurrentHashMap<>();

        /// Process ids of those present that count as crashed already, since their task has told so. With whoever
        /// counts, guarded by this crew.
        final Set<Long> counted = new HashSet<>();

        volatile int count;
    }

    private final String name;
    private final EventHub events;
    private final Map<NodeId, Crew> crews = new ConcurrentHashMap<>();
    private final AtomicLong crashed = new AtomicLong();
    private final AtomicLong replaced = new AtomicLong();

    /// Makes one.
    ///
    /// @param name of the executor
    /// @param events takes what happens to workers
    public WorkerCount(String name, EventHub events) {
        this.name = name;
        this.events = events;
    }

    /// How many there are.
    ///
    /// @return their number, as the agents told it last
    public int now() {
        return crews.values().stream().mapToInt(crew -> crew.count).sum();
    }

    /// How many have died, ever, as far as the agents could tell.
    ///
    /// @return their number
    public long crashed() {
        return crashed.get();
    }

    /// In whose place another one was started, ever.
    ///
    /// @return their number
    public long replaced() {
        return replaced.get();
    }

    /// There are none any more, and no agents.
    public void clear() {
        crews.clear();
    }

    /// An agent is there, of which more is told later.
    ///
    /// @param agent the new one
    public void joined(Node agent) {
        crews.put(agent.id(), new Crew());
    }

    /// An agent has left in peace, and its workers with it.
    ///
    /// @param agent which it is
    public void left(Node agent) {
        String reason = "its agent " + agent + " has left";
        remove(agent, (_, worker, _, now) -> {
            String shown = agent.card().name() + "/" + worker;
            events.tell(() -> new WorkerRetired(name, now, shown, reason));
        });
    }

    /// An agent is lost, and its workers with it.
    ///
    /// @param agent which it is
    /// @param reason why it is thought so
    public void lost(Node agent, String reason) {
        String cause = "its agent " + agent + " was lost: " + reason;
        remove(agent, (crew, worker, pid, now) -> {
            countCrash(crew, worker, pid);
            String shown = agent.card().name() + "/" + worker;
            events.tell(() -> new WorkerCrashed(name, now, shown, pid, cause, cause));
        });
    }

    private interface End {
        void of(Crew crew, String worker, long pid, long now);
    }

    private void remove(Node agent, End end) {
        Crew crew = crews.remove(agent.id());
        if (crew != null) {
            long now = System.nanoTime();
            crew.present.forEach((worker, known) -> end.of(crew, worker, known.pid(), now));
        }
    }

    /// A task has told that its worker has died; the agent tells that of the worker itself, before or after. Whoever
    /// hears of the task is to find it counted.
    ///
    /// @param from the agent
    /// @param pid of the worker
    public void hasDied(NodeId from, long pid) {
        Crew crew = crews.get(from);
        if (crew == null) {
            return;
        }
        synchronized (crew) {
            boolean isPresent = crew.present.values().stream().anyMatch(known -> known.pid() == pid);
            if (isPresent && crew.counted.add(pid)) {
                crashed.incrementAndGet();
            }
        }
    }

    /// A worker is not there any more, and has crashed; if it does not count yet, it does now.
    private void countCrash(Crew crew, String worker, long pid) {
        synchronized (crew) {
            crew.present.remove(worker);
            if (!crew.counted.remove(pid)) {
                crashed.incrementAndGet();
            }
        }
    }

    /// Something has happened to a worker. What an agent says that is gone is dropped.
    ///
    /// @param from the agent
    /// @param agent its name, for people
    /// @param what has happened
    /// @throws IllegalArgumentException for a line that was printed
    public void told(NodeId from, String agent, Message.WorkerTold what) {
        Crew crew = crews.get(from);
        if (crew == null) {
            return;
        }
        crew.count = what.workers();
        String worker = agent + "/" + what.worker();
        long now = System.nanoTime();
        switch (what.event()) {
            case STARTED -> {
                crew.present.put(what.worker(), new Present(what.pid(), now));
                events.tell(() -> new WorkerStarted(name, now, worker, what.pid()));
            }
            case READY -> {
                Present known = crew.present.get(what.worker());
                Duration took = Duration.ofNanos(known == null ? 0 : now - known.startNanos());
                events.tell(() -> new WorkerReady(name, now, worker, took));
            }
            case CRASHED -> {
                countCrash(crew, what.worker(), what.pid());
                String[] causeAndAll = what.text().split("\n", 2);
                String all = causeAndAll[causeAndAll.length - 1];
                events.tell(() -> new WorkerCrashed(name, now, worker, what.pid(), causeAndAll[0], all));
            }
            case RETIRED -> {
                crew.present.remove(what.worker());
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

    /// What a worker uses at the moment.
    ///
    /// @param agent its agent's name
    /// @param what it uses
    public void uses(String agent, Message.WorkerUses what) {
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
