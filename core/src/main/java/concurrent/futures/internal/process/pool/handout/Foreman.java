package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.pool.limits.Leash;
import concurrent.futures.internal.process.pool.lock.PoolLock;
import concurrent.futures.internal.process.pool.waiting.Queued.Place;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Frame;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Draws the consequences of what workers do: they come up, answer, leave, and die. What a dead worker had not begun
/// goes back to the [Dispatcher]; what it had begun fails, or is tried again.
///
/// All methods that are not private take the lock.
public final class Foreman {
    /// Why a worker did not come up.
    ///
    /// @param message several lines for people
    /// @param cause what was thrown, if anything
    public record StartFailure(String message, @Nullable Throwable cause) {}

    private final Dispatcher dispatcher;
    private final Roster roster;
    private final PoolLock lock;

    /// Tasks whose outcome has come, and takes long to be read.
    private final Set<PoolTask<?>> slowlyRead = ConcurrentHashMap.newKeySet();

    public Foreman(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
        this.roster = dispatcher.roster();
        this.lock = dispatcher.lock();
    }

    /// Whether tasks wait for a worker to come up, or for one that is busy.
    public boolean isWaitedFor() {
        lock.take();
        try {
            return dispatcher.hasWaiting();
        } finally {
            lock.give();
        }
    }

    /// A worker has come up.
    ///
    /// @return whether there is nothing to do for it yet
    public boolean ready(Worker worker) {
        lock.take();
        try {
            dispatcher.watch().ready(worker);
            if (!roster.ready(worker)) {
                return false;
            }
            dispatcher.retrieval().takeBackAhead();
            dispatcher.refill(worker);
            dispatcher.assign();
            return worker.isIdle();
        } finally {
            lock.give();
        }
    }

    /// A worker has answered elements of a map with simple values. Where memory runs out amid that, it can be told once
    /// more.
    ///
    /// @param worker which
    /// @param values as they came
    /// @param atOnce whether nothing has to be waited for before the values are seen
    /// @param outcomes takes those that have a future and that somebody wants; there is room for all
    /// @return how many have ended that are to be closed in the ledger
    public int answered(
            Worker worker, Frame.Values values, boolean atOnce, BiConsumer<PoolTask<?>, Frame.Answer> outcomes) {
        lock.take();
        try {
            long now = System.nanoTime();
            int ended = 0;
            for (int i = 0; i < values.count(); ) {
                long number = values.first() + i;
                Handover handover = worker.load.find(number);
                if (handover == null || ClaimPage.placeOf(number) != handover.head()) {
                    i++;
                    continue;
                }
                Stretch stretch = handover.stretch();
                if (stretch == null || !atOnce) {
                    settle(worker, handover, values.answer(i), outcomes, now);
                    i++;
                    continue;
                }
                int count = Math.min(values.count() - i, handover.live());
                lock.afterwards(stretch.batch);
                stretch.batch.succeed(stretch.from + handover.head(), values.values(), i, count);
                worker.load.removeHeads(handover, stretch, count, now);
                worker.tasksDone += count;
                ended += count;
                i += count;
            }
            worker.window.ran(values.nanos(), values.measured());
            hasAnswered(worker);
            return ended;
        } finally {
            lock.give();
        }
    }

    /// A worker has answered. Where memory runs out amid that, the rest can be told once more.
    ///
    /// @param worker which
    /// @param answers as they came
    /// @param outcomes takes those that somebody wants
    public void answered(
            Worker worker, List<? extends Frame.Answer> answers, BiConsumer<PoolTask<?>, Frame.Answer> outcomes) {
        lock.take();
        try {
            long now = System.nanoTime();
            for (Frame.Answer answer : answers) {
                Handover handover = worker.load.find(answer.task());
                if (handover != null && ClaimPage.placeOf(answer.task()) == handover.head()) {
                    settle(worker, handover, answer, outcomes, now);
                    worker.window.ran(answer.runNanos());
                }
            }
            hasAnswered(worker);
        } finally {
            lock.give();
        }
    }

    /// The first task of a hand-over was answered.
    private void settle(
            Worker worker,
            Handover handover,
            Frame.Answer answer,
            BiConsumer<PoolTask<?>, Frame.Answer> outcomes,
            long now) {
        Stretch stretch = handover.stretch();
        if (stretch != null) {
            PoolTask<?> element = dispatcher.divider().taskOfHead(handover, stretch);
            lock.afterwards(stretch.batch);
            outcomes.accept(element, answer);
            element.moveTo(Place.OVER);
            dispatcher.divider().own(handover, stretch, element);
            worker.load.removeHeads(handover, stretch, 1, now);
            worker.tasksDone++;
            return;
        }
        PoolTask<?> task = handover.headTask();
        Leash leash = task.leash;
        TaskRetried.Reason again = null;
        if (leash != null && leash.isTimedOut()) {
            again = retryOrSettle(task, leash);
        } else {
            outcomes.accept(task, answer);
        }
        // What may fail for lack of memory is done.
        worker.tasksDone++;
        Telling.ran(task, answer);
        end(handover, again, now);
    }

    private void hasAnswered(Worker worker) {
        if (worker.live() == 0) {
            worker.window.ranDry();
        }
        dispatcher.limitHead(worker);
        dispatcher.refill(worker);
        dispatcher.refilledAfterAnswers(worker);
        worker.restNanos = worker.window.restNanos(worker.live());
        if (worker.phase == Worker.Phase.RETIRING && worker.live() == 0) {
            dispatcher.watch().leaving(worker);
            dispatcher.assign();
        }
    }

    /// The outcome of a task takes long to be read here.
    public void readsSlowly(PoolTask<?> task) {
        slowlyRead.add(task);
        if (isStopping()) {
            task.giveUp();
        }
    }

    private boolean isStopping() {
        lock.take();
        try {
            return roster.isStopping();
        } finally {
            lock.give();
        }
    }

    /// It was read after all.
    public void hasRead(PoolTask<?> task) {
        slowlyRead.remove(task);
    }

    /// The tasks whose outcome takes long to be read.
    public List<PoolTask<?>> slowlyRead() {
        return List.copyOf(slowlyRead);
    }

    /// An attempt whose time limit was hit is over: its outcome does not matter, and there may be a further attempt.
    ///
    /// @return why there is one; `null` if there is none
    private TaskRetried.@Nullable Reason retryOrSettle(PoolTask<?> task, Leash leash) {
        if (!leash.isFollowed() || task.isEnded()) {
            lock.afterwards(new Steps.Settle(task));
            return null;
        }
        if (roster.isStopping()) {
            lock.afterwards(new Steps.GiveUp(task));
            return null;
        }
        return TaskRetried.Reason.TIME_LIMIT;
    }

    /// The first task of a hand-over is over, or begins again. Allocates nothing but what is told.
    private void end(Handover handover, TaskRetried.@Nullable Reason again, long now) {
        PoolTask<?> task = handover.worker.load.removeHead(handover, now);
        Leash leash = task.leash;
        if (leash != null && leash.isStopping()) {
            handover.worker.stopping = false;
        }
        task.loosen();
        task.moveTo(Place.OVER);
        if (again != null) {
            task.retry(again);
            dispatcher.retrieval().requeue(task);
        }
    }

    /// The connection to a worker is lost: what it has not begun, others do. How it died is known later. Again: does
    /// what was left.
    public void contactLost(Worker worker) {
        lock.take();
        try {
            roster.contactLost(worker);
            if (!worker.isLost) {
                Handover head = worker.load.head();
                if (head != null) {
                    dispatcher.divider().divide(head);
                }
                worker.isLost = true;
                worker.headIsUndeliverable = head != null
                        && !worker.hasBegunHead()
                        && head.headTask().isUndeliverable();
            }
            if (worker.headIsUndeliverable) {
                // Neither taken back nor begun: as if it had been running.
                dispatcher.retrieval().takeBackAllButHead(worker);
            } else {
                dispatcher.retrieval().takeBackAll(worker);
            }
            dispatcher.assign();
        } finally {
            lock.give();
        }
    }

    /// It was not the worker's fault: its end is no failure of a start.
    public void excuse(Worker worker) {
        lock.take();
        try {
            worker.unwanted = true;
        } finally {
            lock.give();
        }
    }

    /// A worker process is gone. Again: does what was left.
    ///
    /// @param worker which
    /// @param startFailure why it did not come up, if it did not
    /// @param failure makes the failure of the task that it was running
    public void died(Worker worker, StartFailure startFailure, Consumer<PoolTask<?>> failure) {
        lock.take();
        try {
            worker.startFailure = startFailure;
            long now = System.nanoTime();
            for (Handover head = worker.load.head(); head != null; head = worker.load.head()) {
                dispatcher.divider().divide(head);
                TaskRetried.Reason again = retryOrFail(head.headTask(), failure);
                end(head, again, now);
            }
            dispatcher.watch().gone(worker);
            roster.gone(worker);
            if (roster.isBroken()) {
                failPending();
            }
            dispatcher.assign();
        } finally {
            lock.give();
        }
    }

    private TaskRetried.@Nullable Reason retryOrFail(PoolTask<?> task, Consumer<PoolTask<?>> failure) {
        Leash leash = task.leash;
        if (task.isEnded()) {
            lock.afterwards(new Steps.Settle(task));
            return null;
        }
        if (leash != null && leash.isTimedOut()) {
            return retryOrSettle(task, leash);
        }
        if (task.mayRetry() && !roster.isStopping()) {
            return TaskRetried.Reason.WORKER_LOST;
        }
        lock.afterwards(new Steps.Accept(failure, task));
        return null;
    }

    /// The pool can not go on: what has not begun fails, and no more is taken.
    public void breakDown(StartFailure failure) {
        lock.take();
        try {
            roster.breakDown(failure);
            failPending();
        } finally {
            lock.give();
        }
    }

    private void failPending() {
        retireEach();
        dispatcher.dismissQueue(new Steps.Break(roster));
    }

    /// Does what was left undone for lack of memory.
    public void recover() {
        dispatcher.recover();
        if (roster.isBroken()) {
            lock.take();
            try {
                failPending();
            } finally {
                lock.give();
            }
        }
    }

    /// Changes the most workers.
    public void resize(int maxWorkers) {
        lock.take();
        try {
            roster.maxWorkers(maxWorkers);
            for (Worker worker = roster.dispensable(); worker != null; worker = roster.dispensable()) {
                worker.dispense("there were more workers than the pool is to have");
                dispatcher.retire(worker);
            }
            dispatcher.assign();
        } finally {
            lock.give();
        }
    }

    /// Retires all workers.
    public void retireAll() {
        lock.take();
        try {
            retireEach();
        } finally {
            lock.give();
        }
    }

    private void retireEach() {
        for (Worker worker : List.copyOf(roster.workers())) {
            dispatcher.retire(worker);
        }
    }

    /// The process of a worker exists.
    public void started(Worker worker, WorkerProcess process, ClaimPage claims) {
        lock.take();
        try {
            roster.started(worker, process, claims);
            worker.voice().started(process.pid());
            dispatcher.watch().starting(worker);
        } finally {
            lock.give();
        }
    }

    /// A worker holds more memory than it may. It begins no more tasks: others do those that it has.
    public void overgrown(Worker worker) {
        lock.take();
        try {
            worker.retiresSince("it held more memory than maxWorkerMemory");
            dispatcher.retire(worker);
        } finally {
            lock.give();
        }
    }

    /// A worker has ended.
    ///
    /// @param worker which
    /// @param death how; `null` if it had no process
    /// @param saidGoodbye whether it was told to end, and did
    public void tellEnd(Worker worker, @Nullable Death death, boolean saidGoodbye) {
        if (death != null) {
            lock.take();
            try {
                worker.tellEnd(death, saidGoodbye);
            } finally {
                lock.give();
            }
        }
    }

    /// A worker said that it leaves.
    public void leaves(Worker worker) {
        lock.take();
        try {
            roster.leaves(worker);
            dispatcher.watch().goodbye(worker);
            dispatcher.retrieval().takeBackAll(worker);
            dispatcher.assign();
        } finally {
            lock.give();
        }
    }

    /// The task that a worker runs begins or ends to wait for another task.
    public void waiting(Worker worker, boolean begins) {
        lock.take();
        try {
            dispatcher.waiting(worker, begins);
        } finally {
            lock.give();
        }
    }

    /// A task reports how far it has come.
    public void progress(Worker worker, Frame.Progress progress) {
        lock.take();
        try {
            Handover handover = worker.load.find(progress.task());
            if (handover != null) {
                dispatcher.divider().divide(handover);
                PoolTask<?> task = handover.task(ClaimPage.placeOf(progress.task()));
                Telling.started(task, worker.claims().begunAt(handover.number));
                lock.afterwards(new Steps.Progress(task, progress.done(), progress.total()));
            }
        } finally {
            lock.give();
        }
    }

    // --- the pool goes on, or not

    /// Takes no lock.
    public boolean isBroken() {
        return roster.isBroken();
    }

    public BrokenExecutorException broken() {
        lock.take();
        try {
            return roster.broken();
        } finally {
            lock.give();
        }
    }

    /// No tasks come any more; if now, none is begun any more either.
    public void shutdown(boolean now) {
        lock.take();
        try {
            roster.shutdown(now);
        } finally {
            lock.give();
        }
    }
}
