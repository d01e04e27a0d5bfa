package concurrent.futures.cluster.internal.scheduling;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which agent gets which task.
///
/// The tasks wait here, and an agent gets as many as it has credit for: as many as it runs at once, and of short ones
/// some more, see [Pace]. The agent with the least to do is the first to get one. When nothing waits here, and an
/// agent has nothing to do while tasks wait at another, that one is asked to give some back.
///
/// What was sent to an agent whole, and not given back, may have begun there. So if the agent is lost, such a task is
/// over, or is tried again if that is wanted; what was only meant for it goes to another. Each further attempt has a
/// new number, by which late news of the one before is told apart.
///
/// A task that another one has submitted, and waits for, comes before all that are nested less deep, and is never sent
/// ahead: from the first such task on, none is. While the other one waits, its slot is lent to one more.
///
/// Not thread-safe. No method blocks, or calls anything but the [Orders].
///
/// @param <T> the type of the tasks
public final class Scheduler<T extends ScheduledTask> {
    private final Orders<T> orders;
    private final int mostAhead;
    private final Shares shares;
    private final Map<NodeId, Agent> agents = new LinkedHashMap<>();
    private final HandOut handOut;
    private final Stock stock;
    private final Returns<T> returns;

    /// Whether tasks have submitted others: from then on none is sent ahead.
    private boolean isNested;

    /// Whether there was a task ever. Before that, no agent is greeted: who never uses an executor costs agents
    /// nothing.
    private boolean isUsed;

    private long agentsEver;
    private long tasksEver;

    /// A scheduler without agents and tasks.
    ///
    /// @param orders takes note of what is to be done
    /// @param maxWorkers how many tasks may run at once; [Integer#MAX_VALUE] for no limit
    /// @param mostAhead how many tasks may lie at an agent for each of its slots, however short they are
    public Scheduler(Orders<T> orders, int maxWorkers, int mostAhead) {
        this.orders = orders;
        this.handOut = new HandOut(orders);
        this.stock = handOut.stock();
        this.returns = new Returns<>(orders, handOut);
        this.mostAhead = mostAhead;
        this.shares = new Shares(maxWorkers);
    }

    // --- agents

    /// An agent is there.
    ///
    /// @param node which
    /// @param labels of it
    /// @param slots by its card
    public void joined(NodeId node, Set<String> labels, int slots) {
        if (!agents.containsKey(node)) {
            Agent agent = new Agent(node, agentsEver++, Set.copyOf(labels), slots, new Pace(mostAhead));
            agent.hasNoneAhead = isNested;
            agents.put(node, agent);
            shares.add(agent);
            divide();
        }
    }

    private void divide() {
        shares.divide(agents.values(), this::shareChanged);
        for (String label : stock.labels()) {
            shares.provide(label, agents.values(), this::shareChanged);
        }
        handOut.dispatch();
    }

    private void shareChanged(Agent agent) {
        if (agent.session == Agent.Session.NONE && !isUsed) {
            return;
        }
        if (agent.session == Agent.Session.NONE) {
            agent.session = Agent.Session.GREETED;
            orders.greet(agent.id(), agent.share);
        } else {
            orders.limit(agent.id(), agent.share);
            handOut.changed(agent);
        }
    }

    /// Changes how many tasks may run at once.
    ///
    /// @param maxWorkers at least 1
    public void resize(int maxWorkers) {
        shares.most(maxWorkers);
        divide();
    }

    /// An agent has welcomed the session, or has another number of slots for it now.
    ///
    /// @param node which
    /// @param slots 0 if it drains, or is to have none
    public void offered(NodeId node, int slots) {
        Agent agent = agents.get(node);
        if (agent != null && agent.session != Agent.Session.REFUSED && agent.session != Agent.Session.NONE) {
            agent.session = Agent.Session.WELCOME;
            agent.offered = slots;
            if (slots > 0) {
                shares.add(agent);
            } else if (agent.share > 0) {
                shares.giveBack(agent); // It drains: others may have its workers.
            }
            handOut.changed(agent);
            divide();
        }
    }

    /// An agent has refused the session. What it has begun is lost, as if it were gone; what it has not goes elsewhere.
    ///
    /// @param node which
    /// @param reason for people
    public void refused(NodeId node, String reason) {
        Agent agent = agents.get(node);
        if (agent != null && agent.session != Agent.Session.REFUSED) {
            agent.session = Agent.Session.REFUSED;
            returns.refused(agent, reason);
            shares.giveBack(agent);
            divide();
        }
    }

    /// An agent is thought to be dead: it gets nothing more until it is [heard of][#heardOf] or [gone][#gone].
    ///
    /// @param node which
    /// @param reason for people
    public void suspected(NodeId node, String reason) {
        Agent agent = agents.get(node);
        if (agent != null && agent.suspicion == null) {
            agent.suspicion = reason;
            while (agent.assigned.first() != null) {
                handOut.takeBack(agent, Objects.requireNonNull(agent.assigned.first()));
            }
            handOut.changed(agent);
            handOut.dispatch();
        }
    }

    /// An agent that was thought to be dead lives.
    ///
    /// @param node which
    public void heardOf(NodeId node) {
        Agent agent = agents.get(node);
        if (agent != null && agent.suspicion != null) {
            agent.suspicion = null;
            orders.wake(node);
            handOut.changed(agent);
            handOut.dispatch();
        }
    }

    /// An agent is there no more.
    ///
    /// @param node which
    /// @param reason for people, if it was not thought to be dead before
    /// @param mayGoOn whether others may have what was sent and can not have begun there; `false` at the end
    public void gone(NodeId node, String reason, boolean mayGoOn) {
        Agent agent = agents.remove(node);
        if (agent != null) {
            returns.empty(agent, agent.suspicion == null ? reason : agent.suspicion, mayGoOn);
            handOut.remove(agent);
            shares.giveBack(agent);
            divide();
        }
    }

    // --- tasks

    /// Takes a task.
    ///
    /// @param task a new one
    public void submit(T task) {
        task.order = tasksEver++;
        stock.add(task);
        if (!isUsed) {
            isUsed = true;
            for (Agent agent : agents.values()) {
                if (agent.share > 0) {
                    shareChanged(agent);
                }
            }
        }
        String label = task.label();
        if (label != null) {
            shares.provide(label, agents.values(), this::shareChanged);
        }
        if (task.depth() > 0 && !isNested) {
            isNested = true;
            handOut.sendNoneAhead(agents.values());
        }
        handOut.dispatch();
    }

    // --- giving back

    /// Ends a task that has not begun.
    ///
    /// @param task which
    /// @return what can be said of it
    public Revocation revoke(T task) {
        switch (task.place) {
            case NEW -> task.place = Place.OVER;
            case QUEUED -> {
                stock.remove(task);
                task.place = Place.OVER;
            }
            case ASSIGNED -> {
                Agent agent = Objects.requireNonNull(task.agent);
                handOut.takeBack(agent, task);
                stock.remove(task);
                task.place = Place.OVER;
                handOut.changed(agent);
                handOut.dispatch();
            }
            case SENT -> {
                if (task.isStopping) {
                    return Revocation.BEGUN;
                }
                task.isToEnd = true;
                if (!task.isAskedFor) {
                    handOut.askFor(Objects.requireNonNull(task.agent), task);
                }
                return Revocation.ASKED;
            }
            case BEGUN, OVER -> {
                return Revocation.BEGUN;
            }
        }
        return Revocation.NEVER;
    }

    /// Nobody waits any more for the answer to [#revoke]: should the task come back, it is run elsewhere.
    ///
    /// @param task which
    public void keep(T task) {
        task.isToEnd = false;
    }

    /// An agent has given tasks back.
    ///
    /// @param node which
    /// @param back those that it will never begin
    /// @param kept those that have begun, or ended
    public void gaveBack(NodeId node, List<Long> back, List<Long> kept) {
        Agent agent = agents.get(node);
        if (agent == null) {
            return;
        }
        returns.gaveBack(agent, back, kept);
        handOut.changed(agent);
        handOut.dispatch();
    }

    // --- what agents say of tasks

    /// Takes what an agent is to be told next.
    ///
    /// @param node which
    /// @param mostTasks of those that begin their way
    /// @return in this order; what is taken counts as said
    public Outgoing<T> take(NodeId node, int mostTasks) {
        Agent agent = agents.get(node);
        if (agent == null || agent.suspicion != null) {
            return new Outgoing<>(List.of(), List.of(), List.of());
        }
        // All that needs memory comes first: what is marked as sent here is known to nobody else.
        List<T> run = new ArrayList<>(Math.min(mostTasks, agent.tasks.size()));
        List<Long> nextToRevoke = new ArrayList<>();
        List<Long> nextToCancel = new ArrayList<>();
        Outgoing<T> outgoing = new Outgoing<>(run, agent.toRevoke, agent.toCancel);
        for (ScheduledTask task = agent.assigned.first();
                task != null && run.size() < mostTasks;
                task = agent.assigned.first()) {
            agent.assigned.remove(task);
            task.place = Place.SENT;
            run.add(cast(task));
        }
        agent.toRevoke = nextToRevoke;
        agent.toCancel = nextToCancel;
        return outgoing;
    }

    /// Says of an attempt that was [taken][#take] whether a part of it, without which it can not begin, is still here.
    ///
    /// @param node where it goes
    /// @param id of the task
    /// @param attempt which
    /// @param isHere `false` before the last of it leaves
    public void keepsPart(NodeId node, long id, int attempt, boolean isHere) {
        ScheduledTask task = at(node, id, attempt);
        if (task != null) {
            task.isPartHere = isHere;
        }
    }

    /// An attempt has begun.
    ///
    /// @param node where
    /// @param id of the task
    /// @param attempt which
    /// @return the task; `null` if that is no news any more
    public @Nullable T began(NodeId node, long id, int attempt) {
        ScheduledTask task = at(node, id, attempt);
        if (task == null || task.place != Place.SENT) {
            return null;
        }
        task.place = Place.BEGUN;
        handOut.dispatch(); // What waits behind it may be better elsewhere.
        return cast(task);
    }

    /// A task begins or ends to wait for others of its executor: meanwhile another one may have its slot.
    ///
    /// @param node where
    /// @param id of the task
    /// @param attempt which
    /// @param begins whether it begins
    public void waits(NodeId node, long id, int attempt, boolean begins) {
        ScheduledTask task = at(node, id, attempt);
        if (task == null || task.isWaiting == begins) {
            return;
        }
        Agent agent = Objects.requireNonNull(task.agent);
        task.isWaiting = begins;
        agent.lent += begins ? 1 : -1;
        handOut.changed(agent);
        handOut.dispatch();
    }

    /// The task of an attempt that is at an agent.
    ///
    /// @param node where
    /// @param id of the task
    /// @param attempt which
    /// @return `null` if it is there no more
    public @Nullable T current(NodeId node, long id, int attempt) {
        ScheduledTask task = at(node, id, attempt);
        return task == null ? null : cast(task);
    }

    private @Nullable ScheduledTask at(NodeId node, long id, int attempt) {
        Agent agent = agents.get(node);
        ScheduledTask task = agent == null ? null : agent.tasks.get(id);
        return task == null || task.attempt != attempt || task.place == Place.ASSIGNED ? null : task;
    }

    /// An attempt has ended.
    ///
    /// @param node where
    /// @param id of the task
    /// @param attempt which
    /// @param ending how
    /// @param runNanos how long it ran
    /// @return the task, which is over or waits again, by its [place][ScheduledTask#place]; `null` if the attempt was
    ///     over before
    public @Nullable T ended(NodeId node, long id, int attempt, Ending ending, long runNanos) {
        ScheduledTask task = at(node, id, attempt);
        if (task == null) {
            return null;
        }
        Agent agent = Objects.requireNonNull(task.agent);
        agent.tasks.remove(id);
        if (ending == Ending.OVER && runNanos > 0) { // Of one that was stopped, it is not known.
            agent.pace.ran(runNanos);
        }
        boolean ends = task.isStopping;
        boolean wasToEnd = task.isAskedFor && task.isToEnd;
        handOut.forget(agent, task);
        if (ending == Ending.NEVER_BEGAN && wasToEnd) {
            task.place = Place.OVER;
            orders.answered(cast(task), /* isBack= */ true);
        } else {
            if (wasToEnd) {
                orders.answered(cast(task), /* isBack= */ false);
            }
            if (ends || ending == Ending.OVER || (ending == Ending.LOST && !task.mayRetry())) {
                task.place = Place.OVER;
            } else {
                if (ending == Ending.LOST) {
                    task.useRetry();
                }
                handOut.again(task);
            }
        }
        handOut.changed(agent);
        handOut.dispatch();
        return cast(task);
    }

    /// Stops a task, wherever it is. One that was sent is over when its agent has [answered][#ended], or is lost.
    ///
    /// @param task which
    public void stop(T task) {
        switch (task.place) {
            case SENT, BEGUN -> {
                if (!task.isStopping) {
                    Agent agent = Objects.requireNonNull(task.agent);
                    task.isStopping = true;
                    agent.toCancel.add(task.id());
                    orders.wake(agent.id());
                }
            }
            case NEW, QUEUED, ASSIGNED -> revoke(task);
            case OVER -> {}
        }
    }

    // --- what is there

    /// All tasks that are not over.
    ///
    /// @return in no order
    public List<T> tasks() {
        List<ScheduledTask> all = new ArrayList<>();
        stock.addTo(all);
        for (Agent agent : agents.values()) {
            all.addAll(agent.tasks.values());
        }
        return all.stream().map(this::cast).toList();
    }

    /// How many tasks wait here.
    ///
    /// @return those that were sent nowhere
    public int queued() {
        return stock.size();
    }

    /// Whether tasks wait for agents that are not there: none at all, or none that has their label. One that is
    /// thought to be dead, drains, or has refused the session is not.
    ///
    /// @return what is missing; `null` if nothing is
    public @Nullable Shortage shortage() {
        if (stock.size() == 0) {
            return null;
        }
        boolean isAny = false;
        Set<String> missing = stock.labels();
        for (Agent agent : agents.values()) {
            if (agent.isThere()) {
                isAny = true;
                missing.removeAll(agent.labels());
                if (missing.isEmpty()) {
                    return null; // Asked at each submission: most often the first agent will do.
                }
            }
        }
        return new Shortage(!isAny, missing);
    }

    /// Whether it was greeted, or would have been if there were no tasks yet.
    private boolean isWanted(Agent agent) {
        return isUsed || agent.session != Agent.Session.NONE;
    }

    /// What is known of the agents.
    ///
    /// @return by node, in the order in which they came
    public Map<NodeId, Glance> agents() {
        Map<NodeId, Glance> all = new LinkedHashMap<>();
        agents.forEach((node, agent) -> all.put(
                node,
                new Glance(
                        isWanted(agent) ? agent.slots() : agent.share,
                        agent.tasks.size(),
                        agent.lent,
                        agent.suspicion,
                        agent.session == Agent.Session.WELCOME || !isWanted(agent),
                        agent.session == Agent.Session.REFUSED)));
        return all;
    }

    @SuppressWarnings("unchecked") // all tasks came in by submit
    private T cast(ScheduledTask task) {
        return (T) task;
    }
}
