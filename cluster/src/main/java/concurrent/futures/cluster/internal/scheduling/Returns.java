package concurrent.futures.cluster.internal.scheduling;

import java.util.ArrayList;
import java.util.List;

/// What becomes of tasks that an agent gives back unfinished, or is lost with.
///
/// @param <T> the type of the tasks
final class Returns<T extends ScheduledTask> {
    /// A task whose arguments are the end of so many agents is not given to one more.
    private static final int MOST_LOST_ON_THE_WAY = 3;

    private final Orders<T> orders;
    private final HandOut handOut;

    Returns(Orders<T> orders, HandOut handOut) {
        this.orders = orders;
        this.handOut = handOut;
    }

    /// An agent is lost: what it may have begun is lost with it, or is to be tried again. It can not have begun that of
    /// which a part [is here][Scheduler#keepsPart].
    ///
    /// @param agent which
    /// @param reason for people
    /// @param mayGoOn whether what was sent may go to another agent if it can not have begun
    void empty(Agent agent, String reason, boolean mayGoOn) {
        List<ScheduledTask> had = new ArrayList<>(agent.tasks.values());
        // The newest first: each comes back ahead of all others.
        for (ScheduledTask task : had.reversed()) {
            if (task.place == Place.ASSIGNED) {
                handOut.takeBack(agent, task);
                continue;
            }
            if (mayGoOn && task.place == Place.SENT && task.isPartHere) {
                task.lostOnTheWay++;
                if (task.lostOnTheWay < MOST_LOST_ON_THE_WAY) {
                    neverBegins(agent, task);
                    continue;
                }
            }
            agent.tasks.remove(task.id());
            boolean wasToEnd = task.isAskedFor && task.isToEnd;
            boolean wasStopping = task.isStopping;
            handOut.forget(agent, task);
            if (wasStopping) {
                task.place = Place.OVER;
                orders.stopped(cast(task));
                continue;
            }
            if (wasToEnd) {
                orders.answered(cast(task), /* isBack= */ false);
            }
            if (task.mayRetry()) {
                task.useRetry();
                handOut.again(task);
                orders.retried(cast(task), agent.id());
            } else {
                task.place = Place.OVER;
                String often = task.lostOnTheWay < MOST_LOST_ON_THE_WAY
                        ? ""
                        : "; and so were " + (MOST_LOST_ON_THE_WAY - 1) + " agents before, while its arguments came";
                orders.lost(cast(task), agent.id(), reason + often);
            }
        }
        agent.toRevoke.clear();
        agent.toCancel.clear();
        handOut.changed(agent);
    }

    /// An agent will never begin what it has not begun yet. What it has begun is lost.
    ///
    /// @param agent which
    /// @param reason for people
    void refused(Agent agent, String reason) {
        List<ScheduledTask> had = new ArrayList<>(agent.tasks.values());
        for (ScheduledTask task : had.reversed()) {
            if (task.place == Place.SENT) {
                neverBegins(agent, task);
            }
        }
        empty(agent, reason, /* mayGoOn= */ false);
    }

    /// An agent has given tasks back.
    ///
    /// @param agent which
    /// @param back those that it will never begin
    /// @param kept those that have begun, or ended
    void gaveBack(Agent agent, List<Long> back, List<Long> kept) {
        for (long id : back.reversed()) {
            boolean isAnswer = agent.hasAnswered(id);
            ScheduledTask task = agent.tasks.get(id);
            if (isAnswer && task != null && task.isAskedFor) {
                neverBegins(agent, task);
            }
        }
        for (long id : kept) {
            boolean isAnswer = agent.hasAnswered(id);
            ScheduledTask task = agent.tasks.get(id);
            if (isAnswer && task != null && task.isAskedFor) {
                task.isAskedFor = false;
                agent.askedFor--;
                boolean wasToEnd = task.isToEnd;
                task.isToEnd = false;
                if (wasToEnd) {
                    orders.answered(cast(task), /* isBack= */ false);
                }
            }
        }
    }

    private void neverBegins(Agent agent, ScheduledTask task) {
        agent.tasks.remove(task.id());
        boolean ends = task.isToEnd;
        boolean stops = task.isStopping;
        handOut.forget(agent, task);
        if (ends || stops) {
            task.place = Place.OVER;
        }
        if (ends) {
            orders.answered(cast(task), /* isBack= */ true);
        } else if (stops) {
            orders.stopped(cast(task));
        } else {
            handOut.again(task);
        }
    }

    @SuppressWarnings("unchecked") // all tasks came in by submit
    private T cast(ScheduledTask task) {
        return (T) task;
    }
}
