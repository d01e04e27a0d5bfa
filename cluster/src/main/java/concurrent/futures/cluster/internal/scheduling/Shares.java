package concurrent.futures.cluster.internal.scheduling;

import java.util.Collection;
import java.util.function.Consumer;

/// Divides the workers that an executor may have among the agents, evenly: their shares differ by one at most, but for
/// agents that have no more slots. What one that is lost had goes to the others.
final class Shares {
    private int most;
    private long given;

    /// What all agents have by their cards.
    private long wanted;

    Shares(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    void most(int workers) {
        most = workers;
    }

    /// An agent is there, and of use.
    void add(Agent agent) {
        if (!agent.isCounted) {
            wanted += agent.capacity();
            agent.isCounted = true;
        }
    }

    /// An agent is gone, or of no use.
    void giveBack(Agent agent) {
        if (agent.isCounted) {
            given -= agent.share;
            wanted -= agent.capacity();
            agent.share = 0;
            agent.isCounted = false;
        }
    }

    /// Gives what is left, or takes what is too much.
    ///
    /// @param agents all of them, in order
    /// @param changed told of each agent whose share has changed
    void divide(Collection<Agent> agents, Consumer<Agent> changed) {
        boolean isLimited = most < wanted;
        boolean goesOn = most == Integer.MAX_VALUE ? given < wanted : given != most;
        if (!goesOn && !isLimited) {
            return;
        }
        for (Agent agent : agents) {
            agent.shareBefore = agent.share;
        }
        while (goesOn) {
            goesOn = false;
            for (Agent agent : agents) {
                if (given < most && agent.share < agent.capacity() && agent.isCounted) {
                    int more = most == Integer.MAX_VALUE ? agent.capacity() - agent.share : 1;
                    agent.share += more;
                    given += more;
                    goesOn = given < most;
                } else if (given > most && agent.share > 0 && isLargest(agent, agents)) {
                    agent.share--;
                    given--;
                    goesOn = given > most;
                }
            }
        }
        if (isLimited) {
            even(agents);
        }
        tell(agents, changed);
    }

    /// Takes from the agent that has the most for one that has fewer: the first to come has got them all.
    private static void even(Collection<Agent> agents) {
        while (true) {
            Agent largest = null;
            Agent smallest = null;
            for (Agent agent : agents) {
                if (!agent.isCounted) {
                    continue;
                }
                if (largest == null || agent.share > largest.share) {
                    largest = agent;
                }
                if (agent.share < agent.capacity() && (smallest == null || agent.share < smallest.share)) {
                    smallest = agent;
                }
            }
            if (largest == null || smallest == null || largest.share - smallest.share < 2) {
                return;
            }
            largest.share--;
            smallest.share++;
        }
    }

    private static void tell(Collection<Agent> agents, Consumer<Agent> changed) {
        for (Agent agent : agents) {
            if (agent.share != agent.shareBefore) {
                changed.accept(agent);
            }
        }
    }

    /// Sees to it that some agent with a label has a worker, if there is such an agent: another one gives its up.
    ///
    /// @param label which
    /// @param agents all of them, in order
    /// @param changed told of each agent whose share has changed
    void provide(String label, Collection<Agent> agents, Consumer<Agent> changed) {
        Agent without = null;
        Agent largest = null;
        for (Agent agent : agents) {
            agent.shareBefore = agent.share;
            if (agent.isCounted && agent.admits(label)) {
                if (agent.share > 0) {
                    return;
                }
                without = agent.capacity() > 0 ? agent : without;
            }
            largest = largest == null || agent.share > largest.share ? agent : largest;
        }
        if (without != null && largest != null && largest.share > 0) {
            largest.share--;
            without.share++;
            tell(agents, changed);
        }
    }

    private static boolean isLargest(Agent agent, Collection<Agent> agents) {
        for (Agent other : agents) {
            if (other.share > agent.share) {
                return false;
            }
        }
        return true;
    }
}
