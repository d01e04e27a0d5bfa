package concurrent.futures.cluster.internal.scheduling;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A driver's scheduler, and agents that come, go, freeze, come back and lie, in virtual time: whatever happens,
/// happens again with the same seed. What must never be is found at once, and what is missing at the end.
final class Simulation implements Orders<Simulation.Task> {
    private static final long LATENCY = 300_000;
    private static final long DETECTION = 1_000_000_000;
    private static final int BATCH = 256;

    /// A task, and what became of it.
    static final class Task extends ScheduledTask {
        final boolean mayRunTwice;
        int begun;
        int ends;
        boolean isRevoking;

        /// Tells the task that waits for this one.
        @Nullable
        Runnable end;

        Task(long id, @Nullable String label, int retries, int depth) {
            super(id, label, retries, depth);
            this.mayRunTwice = retries > 0;
        }
    }

    private record Event(long time, long number, Runnable step) {}

    final Random random;
    final Scheduler<Task> scheduler;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.time() == b.time() ? Long.compare(a.number(), b.number()) : Long.compare(a.time(), b.time()));
    private final Map<NodeId, SimulatedAgent> agents = new HashMap<>();
    private final List<SimulatedAgent> present = new ArrayList<>();
    private final Map<Long, Task> tasks = new HashMap<>();
    private final Set<SimulatedAgent.Parcel> live = new HashSet<>();
    private final Set<NodeId> awake = new HashSet<>();
    private final long seed;
    private final boolean nests;
    private long now;
    private long eventsEver;
    private long nextTask;
    private int open;

    /// @param nests whether tasks submit others, and wait for these
    Simulation(long seed, int maxWorkers, boolean nests) {
        this.seed = seed;
        this.nests = nests;
        this.random = new Random(seed);
        this.scheduler = new Scheduler<>(this, maxWorkers, 1000);
    }

    // --- time

    void at(long delay, Runnable step) {
        events.add(new Event(now + delay, eventsEver++, step));
    }

    private long latency() {
        return random.nextInt(50) == 0 ? LATENCY * random.nextInt(1000) : random.nextLong(LATENCY);
    }

    /// What a driver sends: in order.
    private void toAgent(SimulatedAgent agent, Runnable step) {
        agent.inOrder = Math.max(agent.inOrder, now + latency());
        at(agent.inOrder - now, () -> agent.perform(step));
    }

    /// What an agent sends: in order, as long as the driver counts it as a member.
    void toDriver(SimulatedAgent agent, Runnable step) {
        agent.outOrder = Math.max(agent.outOrder, now + latency());
        at(agent.outOrder - now, () -> {
            if (agent.isMember) {
                scheduler.heardOf(agent.id);
                step.run();
            }
        });
    }

    // --- what happens

    long runTime(long task) {
        return task % 50 == 0 ? 200_000_000 : task % 7 == 0 ? 1_000_000 : 20_000;
    }

    void join(int slots, Set<String> labels) {
        SimulatedAgent agent = new SimulatedAgent(this, slots, labels);
        agents.put(agent.id, agent);
        present.add(agent);
        enter(agent);
    }

    private void enter(SimulatedAgent agent) {
        agent.isMember = true;
        scheduler.joined(agent.id, agent.labels, agent.slots);
    }

    void kill() {
        SimulatedAgent agent = present.remove(random.nextInt(present.size()));
        agent.kill();
        if (random.nextBoolean()) {
            at(random.nextLong(DETECTION), () -> scheduler.suspected(agent.id, "it is silent"));
        }
        at(DETECTION, () -> leave(agent));
    }

    private void leave(SimulatedAgent agent) {
        agent.isMember = false;
        agent.timesLost++;
        scheduler.gone(agent.id, "it left", /* mayGoOn= */ true);
    }

    /// It is suspected, perhaps put out, and comes back, with all that it still has to say.
    void freeze() {
        SimulatedAgent agent = present.get(random.nextInt(present.size()));
        if (agent.isFrozen) {
            return;
        }
        agent.isFrozen = true;
        boolean isPutOut = random.nextBoolean();
        at(random.nextLong(DETECTION / 2), () -> scheduler.suspected(agent.id, "it is silent"));
        at(DETECTION, () -> {
            if (isPutOut && !agent.isDead) {
                leave(agent);
            }
        });
        at(DETECTION + random.nextLong(DETECTION), () -> {
            if (isPutOut && !agent.isDead) {
                enter(agent);
            }
            scheduler.heardOf(agent.id);
            agent.thaw();
        });
    }

    void drain() {
        SimulatedAgent agent = present.remove(random.nextInt(present.size()));
        agent.perform(agent::drain);
        at(10 * DETECTION, () -> {
            agent.kill();
            leave(agent);
        });
    }

    void lie() {
        present.get(random.nextInt(present.size())).isLiar = true;
    }

    void submit(@Nullable String label) {
        submit(label, 0, /* end= */ null);
    }

    private void submit(@Nullable String label, int depth, @Nullable Runnable end) {
        Task task = new Task(nextTask++, label, random.nextInt(5) == 0 ? random.nextInt(1, 3) : 0, depth);
        task.end = end;
        tasks.put(task.id(), task);
        open++;
        scheduler.submit(task);
    }

    /// Whether a task submits another one, and waits for it.
    boolean isNesting(long id) {
        return nests && tasks.get(id).depth() < 3 && id % 5 < 2;
    }

    /// A task submits another one, and waits for it.
    void nest(SimulatedAgent agent, SimulatedAgent.Parcel parcel, Runnable goOn) {
        int depth = tasks.get(parcel.id()).depth();
        String label = random.nextInt(10) == 0 ? "gpu" : null;
        toDriver(agent, () -> submit(label, depth + 1, () -> toAgent(agent, goOn)));
        toDriver(agent, () -> scheduler.waits(agent.id, parcel.id(), parcel.attempt(), /* begins= */ true));
    }

    private @Nullable Task anyTask() {
        return nextTask == 0 ? null : tasks.get(nextTask - 1 - random.nextLong(Math.min(nextTask, 2000)));
    }

    void revokeOne() {
        Task task = anyTask();
        if (task == null || task.ends > 0 || task.isRevoking) {
            return;
        }
        switch (scheduler.revoke(task)) {
            case NEVER -> {
                end(task);
                check(task.begun == 0 || task.mayRunTwice, "revoked, and had begun: ", task);
            }
            case ASKED -> {
                task.isRevoking = true;
                if (random.nextBoolean()) {
                    at(random.nextLong(LATENCY), () -> {
                        if (task.isRevoking) {
                            scheduler.keep(task);
                            task.isRevoking = false;
                        }
                    });
                }
            }
            case BEGUN -> {}
        }
    }

    void stopOne() {
        Task task = anyTask();
        if (task != null && task.ends == 0) {
            boolean waits = task.place() == Place.QUEUED || task.place() == Place.ASSIGNED;
            scheduler.stop(task);
            if (waits) {
                end(task);
            }
        }
    }

    // --- what agents say

    void begins(SimulatedAgent.Parcel parcel) {
        Task task = tasks.get(parcel.id());
        check(live.add(parcel), "the same attempt runs twice: ", task);
        task.begun++;
        check(task.begun == 1 || task.mayRunTwice, "ran twice: ", task);
    }

    void isLiveNoMore(SimulatedAgent.Parcel parcel) {
        live.remove(parcel);
    }

    void ended(SimulatedAgent agent, SimulatedAgent.Parcel parcel, Ending ending, long nanos) {
        Task task = scheduler.ended(agent.id, parcel.id(), parcel.attempt(), ending, nanos);
        if (task != null && task.place() == Place.OVER && task.ends == 0) {
            end(task);
        }
    }

    private void end(Task task) {
        task.ends++;
        task.isRevoking = false;
        check(task.ends == 1, "ended twice: ", task);
        check(task.place() == Place.OVER, "ended, and is not over: ", task);
        open--;
        if (task.end != null) {
            task.end.run();
        }
    }

    // --- orders

    @Override
    public void greet(NodeId node, int workers) {
        SimulatedAgent agent = agents.get(node);
        toAgent(agent, agent::greet);
    }

    @Override
    public void limit(NodeId node, int workers) {}

    @Override
    public void wake(NodeId node) {
        if (awake.add(node)) {
            at(random.nextLong(10_000), () -> send(node));
        }
    }

    private void send(NodeId node) {
        awake.remove(node);
        SimulatedAgent agent = agents.get(node);
        Outgoing<Task> outgoing = scheduler.take(node, BATCH);
        if (outgoing.run().size() == BATCH) {
            wake(node);
        }
        List<SimulatedAgent.Parcel> run = new ArrayList<>();
        for (Task task : outgoing.run()) {
            SimulatedAgent.Parcel parcel = new SimulatedAgent.Parcel(task.id(), task.attempt());
            run.add(parcel);
            if (parcel.isLarge()) {
                sendPart(agent, parcel);
            }
        }
        if (!run.isEmpty()) {
            toAgent(agent, () -> agent.run(run));
        }
        if (!outgoing.revoke().isEmpty()) {
            toAgent(agent, () -> agent.revoke(outgoing.revoke()));
        }
        if (!outgoing.cancel().isEmpty()) {
            toAgent(agent, () -> agent.cancel(outgoing.cancel()));
        }
    }

    /// What a task needs to begin goes by itself, and may take long: the last of it goes if its agent was not lost
    /// meanwhile.
    private void sendPart(SimulatedAgent agent, SimulatedAgent.Parcel parcel) {
        int timesLost = agent.timesLost;
        scheduler.keepsPart(agent.id, parcel.id(), parcel.attempt(), /* isHere= */ true);
        at(random.nextInt(4) == 0 ? random.nextLong(2 * DETECTION) : random.nextLong(LATENCY), () -> {
            scheduler.keepsPart(agent.id, parcel.id(), parcel.attempt(), /* isHere= */ false);
            if (timesLost == agent.timesLost) {
                at(latency(), () -> agent.perform(() -> agent.takePart(parcel)));
            }
        });
    }

    @Override
    public void lost(Task task, NodeId node, String reason) {
        end(task);
    }

    @Override
    public void retried(Task task, NodeId node) {
        check(task.mayRunTwice, "tried again: ", task);
    }

    @Override
    public void answered(Task task, boolean isBack) {
        check(task.isRevoking, "an answer that nobody waits for: ", task);
        task.isRevoking = false;
        if (isBack) {
            end(task);
        }
    }

    @Override
    public void stopped(Task task) {
        end(task);
    }

    // --- the run

    /// Lets time go by until nothing happens any more, or for a while.
    void run(long nanos) {
        long end = nanos == 0 ? Long.MAX_VALUE : now + nanos;
        int checks = 0;
        for (Event next = events.peek(); next != null && next.time() <= end; next = events.peek()) {
            events.remove();
            now = next.time();
            next.step().run();
            if (++checks % 1000 == 0) {
                checkNobodyIsIdle();
            }
        }
    }

    /// While tasks wait, all slots that may have them are in use.
    private void checkNobodyIsIdle() {
        if (scheduler.queued() == 0) {
            return;
        }
        Set<@Nullable String> wanted = new HashSet<>();
        for (Task task : scheduler.tasks()) {
            if (task.place() == Place.QUEUED) {
                wanted.add(task.label());
            }
        }
        scheduler.agents().forEach((node, glance) -> {
            Set<String> labels = agents.get(node).labels;
            boolean isUsable = glance.isWelcome() && glance.suspicion() == null;
            boolean fits = wanted.stream().anyMatch(label -> label == null || labels.contains(label));
            if (isUsable && fits && glance.tasks() - glance.lent() < glance.slots()) {
                throw new AssertionError("seed " + seed + ": idle while tasks wait: " + glance);
            }
        });
    }

    int present() {
        return present.size();
    }

    /// All has come to its end, and nothing is left.
    void checkEnd() {
        for (Task task : tasks.values()) {
            check(task.ends == 1, "has not ended once, but " + task.ends + " times: ", task);
        }
        check(open == 0, "open: " + open, null);
        check(scheduler.tasks().isEmpty(), "tasks are left", null);
        scheduler.agents().forEach((node, glance) -> check(glance.tasks() == 0, "an agent has tasks: " + glance, null));
    }

    private void check(boolean holds, String what, @Nullable Task task) {
        if (!holds) {
            String which =
                    task == null ? "" : "task " + task.id() + ", attempt " + task.attempt() + ", " + task.place();
            throw new AssertionError("seed " + seed + " at " + now + ": " + what + which);
        }
    }
}
