package concurrent.futures.cluster.internal.scheduling;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An agent of the simulation: does what a real one does, in virtual time, and is frozen, killed and a liar when told
/// to.
final class SimulatedAgent {
    /// What it has of a task.
    record Parcel(long id, int attempt) {
        /// Whether a part of it comes by itself.
        boolean isLarge() {
            return id % 10 == 3;
        }
    }

    private final Simulation world;
    final NodeId id;
    final int slots;
    final Set<String> labels;

    private final Deque<Parcel> waiting = new ArrayDeque<>();

    /// What has come of large ones by itself; they wait for it like all others.
    private final Set<Parcel> parts = new HashSet<>();
    private final Map<Parcel, Long> running = new HashMap<>();

    /// Those of them that wait for others.
    private final Set<Parcel> lending = new HashSet<>();

    /// What it would do, if it were not frozen.
    private final Deque<Runnable> held = new ArrayDeque<>();

    private boolean isGreeted;
    private boolean isDraining;
    boolean isFrozen;
    boolean isDead;
    boolean isLiar;

    /// The driver counts it as a member.
    boolean isMember;

    /// How often it was put out.
    int timesLost;

    /// Nothing sent to it arrives before that.
    long inOrder;

    /// Nothing that it sends arrives before that.
    long outOrder;

    private long life;

    SimulatedAgent(Simulation world, int slots, Set<String> labels) {
        this.world = world;
        this.id = new NodeId(new UUID(world.random.nextLong(), world.random.nextLong()));
        this.slots = slots;
        this.labels = labels;
    }

    /// Does something in this node, or later if it is frozen, or never.
    void perform(Runnable step) {
        if (isDead) {
            return;
        }
        if (isFrozen) {
            held.add(step);
        } else {
            step.run();
        }
    }

    void thaw() {
        isFrozen = false;
        while (!held.isEmpty() && !isFrozen && !isDead) {
            held.poll().run();
        }
    }

    void kill() {
        isDead = true;
        running.keySet().forEach(world::isLiveNoMore);
        running.clear();
        lending.clear();
        waiting.clear();
        parts.clear();
        held.clear();
    }

    /// A session begins anew, whatever there was.
    void greet() {
        running.keySet().forEach(world::isLiveNoMore);
        running.clear();
        lending.clear();
        waiting.clear();
        life++;
        isGreeted = true;
        world.toDriver(this, () -> world.scheduler.offered(id, isDraining ? 0 : slots));
    }

    void run(List<Parcel> tasks) {
        if (!isGreeted) {
            throw new AssertionError("tasks before a greeting");
        }
        if (isDraining) {
            tasks.forEach(task -> end(task, Ending.NEVER_BEGAN, 0));
            return;
        }
        waiting.addAll(tasks);
        work();
    }

    void takePart(Parcel task) {
        parts.add(task);
        work();
    }

    private @Nullable Parcel pollWhole() {
        for (Iterator<Parcel> each = waiting.iterator(); each.hasNext(); ) {
            Parcel task = each.next();
            if (!task.isLarge() || parts.remove(task)) {
                each.remove();
                return task;
            }
        }
        return null;
    }

    private void work() {
        while (running.size() - lending.size() < slots) {
            Parcel task = pollWhole();
            if (task == null) {
                return;
            }
            long nanos = world.runTime(task.id());
            running.put(task, nanos);
            world.begins(task);
            if (world.random.nextInt(4) == 0) {
                world.toDriver(this, () -> world.scheduler.began(id, task.id(), task.attempt()));
            }
            long now = life;
            if (world.isNesting(task.id())) {
                lending.add(task);
                world.nest(this, task, () -> {
                    if (life == now && lending.remove(task)) {
                        world.toDriver(this, () -> world.scheduler.waits(id, task.id(), task.attempt(), false));
                        endLater(task, nanos);
                    }
                });
            } else {
                endLater(task, nanos);
            }
        }
    }

    private void endLater(Parcel task, long nanos) {
        long now = life;
        world.at(
                nanos,
                () -> perform(() -> {
                    if (life == now && running.remove(task) != null) {
                        world.isLiveNoMore(task);
                        boolean crashes = world.random.nextInt(100) == 0;
                        end(task, crashes ? Ending.LOST : Ending.OVER, nanos);
                        work();
                    }
                }));
    }

    private void end(Parcel task, Ending ending, long nanos) {
        long told = isLiar ? world.random.nextLong(1L << world.random.nextInt(1, 50)) : nanos;
        world.toDriver(this, () -> world.ended(this, task, ending, told));
    }

    void revoke(List<Long> ids) {
        List<Long> back = new ArrayList<>();
        List<Long> kept = new ArrayList<>(ids);
        for (Iterator<Parcel> each = waiting.iterator(); each.hasNext(); ) {
            long task = each.next().id();
            if (kept.remove(task)) {
                back.add(task);
                each.remove();
            }
        }
        world.toDriver(this, () -> world.scheduler.gaveBack(id, back, kept));
    }

    void cancel(List<Long> ids) {
        for (Iterator<Parcel> each = waiting.iterator(); each.hasNext(); ) {
            Parcel task = each.next();
            if (ids.contains(task.id())) {
                each.remove();
                end(task, Ending.OVER, 0);
            }
        }
        for (Parcel task : List.copyOf(running.keySet())) {
            if (ids.contains(task.id())) {
                running.remove(task);
                lending.remove(task);
                world.isLiveNoMore(task);
                end(task, Ending.OVER, 0);
            }
        }
        work();
    }

    /// It takes nothing new, gives away what waits, and leaves when the rest is done.
    void drain() {
        isDraining = true;
        world.toDriver(this, () -> world.scheduler.offered(id, 0));
        waiting.forEach(task -> end(task, Ending.NEVER_BEGAN, 0));
        waiting.clear();
    }
}
