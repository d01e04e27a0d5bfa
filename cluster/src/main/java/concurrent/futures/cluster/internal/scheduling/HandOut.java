package concurrent.futures.cluster.internal.scheduling;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/// Moves tasks from where they wait to agents, and back.
///
/// The agent with the least to do is the first to get one. When nothing waits, and an agent has nothing to do while
/// tasks wait at another, that one is asked to give some back.
final class HandOut {
    private final Orders<?> orders;
    private final Stock stock = new Stock();
    private final OpenAgents open = new OpenAgents();
    private final Relief relief = new Relief();

    HandOut(Orders<?> orders) {
        this.orders = orders;
    }

    /// The tasks that wait here.
    Stock stock() {
        return stock;
    }

    /// An agent is there no more.
    void remove(Agent agent) {
        open.remove(agent);
        relief.remove(agent);
    }

    /// It leaves an agent, and waits for the next one.
    void again(ScheduledTask task) {
        task.attempt++;
        stock.add(task);
    }

    void takeBack(Agent agent, ScheduledTask task) {
        agent.assigned.remove(task);
        agent.tasks.remove(task.id());
        task.agent = null;
        stock.add(task);
    }

    void forget(Agent agent, ScheduledTask task) {
        if (task.isAskedFor) {
            agent.askedFor--;
        }
        task.isAskedFor = false;
        task.isToEnd = false;
        task.isStopping = false;
        task.isPartHere = false;
        if (task.isWaiting) {
            task.isWaiting = false;
            agent.lent--;
        }
        task.agent = null;
    }

    void dispatch() {
        while (stock.size() > 0 && !open.isEmpty()) {
            ScheduledTask next = stock.firstFor(open);
            if (next == null) {
                break;
            }
            Agent agent = Objects.requireNonNull(open.best(next.label()));
            stock.remove(next);
            next.place = Place.ASSIGNED;
            next.agent = agent;
            agent.tasks.put(next.id(), next);
            agent.assigned.add(next);
            changed(agent);
            if (agent.tasks.size() == 1) {
                orders.wakeIdle(agent.id());
            } else {
                orders.wake(agent.id());
            }
        }
        balance();
    }

    void changed(Agent agent) {
        open.update(agent);
        relief.update(agent);
    }

    /// Asks an agent with tasks that wait behind others to give some back, if another has nothing to do.
    private void balance() {
        if (stock.size() > 0 || !relief.isNeeded()) {
            return;
        }
        for (Agent idle : open.firsts()) {
            if (idle.hasFreeSlot()) {
                relieve(relief.tasksFor(idle));
            }
        }
    }

    /// Tasks will wait for others that they submit. What lies ahead at an agent would take the slots that they lend.
    void sendNoneAhead(Collection<Agent> agents) {
        for (Agent agent : agents) {
            agent.hasNoneAhead = true;
            changed(agent);
        }
        for (Agent agent : agents) {
            relieve(relief.tasksBehind(agent));
        }
    }

    private void relieve(List<ScheduledTask> tasks) {
        boolean areBack = false;
        for (ScheduledTask task : tasks) {
            Agent crowded = Objects.requireNonNull(task.agent);
            if (task.place == Place.SENT) {
                askFor(crowded, task);
            } else {
                takeBack(crowded, task);
                changed(crowded);
                areBack = true;
            }
        }
        if (areBack) {
            dispatch();
        }
    }

    void askFor(Agent agent, ScheduledTask task) {
        task.isAskedFor = true;
        agent.askedFor++;
        agent.askFor(task.id());
        orders.wake(agent.id());
    }
}
