package concurrent.futures.internal.process.pool;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.WorkerInfo;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.pool.PoolTask.Place;
import concurrent.futures.internal.process.pool.Roster.StartFailure;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Draws the consequences of what workers do: they come up, answer, leave, and die. What a dead worker had not begun
/// goes back to the [Dispatcher]; what it had begun fails, or is tried again.
///
/// All methods that are not private take the lock.
final class Foreman {
    private final Dispatcher dispatcher;
    private final Roster roster;
    private final PoolLock lock;

    /// Tasks whose outcome has come, and takes long to be read.
    private final Set<PoolTask<?>> slowlyRead = ConcurrentHashMap.newKeySet();

    Foreman(Dispatcher dispatcher, Roster roster, PoolLock lock) {
        this.dispatcher = dispatcher;
        this.roster = roster;
        this.lock = lock;
    }

    /// A worker has come up.
    void ready(Worker worker) {
        lock.run(new Runnable() {
            @Override
            public void run() {
                dispatcher.watch().ready(worker);
                if (roster.ready(worker)) {
                    dispatcher.takeBackAhead();
                    dispatcher.refill(worker);
                    dispatcher.assign();
                }
            }
        });
    }

    /// A worker has answered.
    ///
    /// @param worker which
    /// @param answers as they came
    /// @param outcomes takes those that somebody wants
    void answered(Worker worker, List<? extends Frame.Answer> answers, BiConsumer<PoolTask<?>, Frame.Answer> outcomes) {
        lock.run(new Runnable() {
            @Override
            public void run() {
                settle(worker, answers, outcomes);
            }
        });
    }

    private void settle(
            Worker worker, List<? extends Frame.Answer> answers, BiConsumer<PoolTask<?>, Frame.Answer> outcomes) {
        long now = System.nanoTime();
        for (Frame.Answer answer : answers) {
            Handover handover = worker.find(answer.task());
            if (handover == null || ClaimPage.placeOf(answer.task()) != handover.head()) {
                continue;
            }
            worker.tasksDone++;
            worker.window.ran(answer.runNanos());
            Leash leash = handover.headTask().leash;
            PoolTask<?> task = dispatcher.end(handover, now);
            Telling.ran(task, answer);
            if (leash != null && leash.timedOut) {
                retryOrSettle(task, leash);
            } else {
                outcomes.accept(task, answer);
            }
        }
        dispatcher.limitHead(worker);
        dispatcher.refill(worker);
        dispatcher.refilledAfterAnswers(worker);
        if (worker.phase == Worker.Phase.RETIRING && worker.live() == 0) {
            dispatcher.watch().leaving(worker);
            dispatcher.assign();
        }
    }

    /// The outcome of a task takes long to be read here.
    void readsSlowly(PoolTask<?> task) {
        slowlyRead.add(task);
        if (lock.call(roster::isStopping)) {
            task.giveUp();
        }
    }

    /// It was read after all.
    void hasRead(PoolTask<?> task) {
        slowlyRead.remove(task);
    }

    /// The tasks whose outcome takes long to be read.
    List<PoolTask<?>> slowlyRead() {
        return List.copyOf(slowlyRead);
    }

    /// An attempt whose time limit was hit is over: its outcome does not matter, and there may be a further attempt.
    private void retryOrSettle(PoolTask<?> task, Leash leash) {
        if (!leash.again || task.isEnded()) {
            lock.afterwards(task::settle);
        } else if (roster.isStopping()) {
            lock.afterwards(task::giveUp);
        } else {
            task.retry(TaskRetried.Reason.TIME_LIMIT);
            dispatcher.requeue(task);
        }
    }

    /// The connection to a worker is lost: what it has not begun, others do. How it died is known later.
    void contactLost(Worker worker) {
        lock.run(() -> {
            roster.contactLost(worker);
            Handover head = worker.head();
            if (head != null && !worker.hasBegunHead() && head.headTask().isUndeliverable()) {
                // Neither taken back nor begun: as if it had been running.
                dispatcher.takeBackAllButHead(worker);
            } else {
                dispatcher.takeBackAll(worker);
            }
            dispatcher.assign();
        });
    }

    /// A worker process is gone.
    ///
    /// @param worker which
    /// @param startFailure why it did not come up, if it did not
    /// @param failure makes the failure of the task that it was running
    void died(Worker worker, StartFailure startFailure, Consumer<PoolTask<?>> failure) {
        lock.run(() -> {
            worker.startFailure = startFailure;
            long now = System.nanoTime();
            for (Handover head = worker.head(); head != null; head = worker.head()) {
                Leash leash = head.headTask().leash;
                lost(dispatcher.end(head, now), leash, failure);
            }
            dispatcher.watch().gone(worker);
            if (roster.gone(worker)) {
                failPending();
            }
            dispatcher.assign();
        });
    }

    private void lost(PoolTask<?> task, @Nullable Leash leash, Consumer<PoolTask<?>> failure) {
        if (task.isEnded()) {
            lock.afterwards(task::settle);
        } else if (leash != null && leash.timedOut) {
            retryOrSettle(task, leash);
        } else if (task.mayRetry() && !roster.isStopping()) {
            task.retry(TaskRetried.Reason.WORKER_LOST);
            dispatcher.requeue(task);
        } else {
            lock.afterwards(() -> failure.accept(task));
        }
    }

    /// The pool can not go on: what has not begun fails, and no more is taken.
    void breakDown(StartFailure failure) {
        lock.run(() -> {
            roster.breakDown(failure);
            failPending();
        });
    }

    private void failPending() {
        new ArrayList<>(roster.workers()).forEach(dispatcher::retire);
        for (PoolTask<?> task : dispatcher.takeQueue()) {
            task.place = Place.REVOKED;
            lock.afterwards(() -> task.fail(roster.broken()));
        }
    }

    /// Changes the most workers.
    void resize(int maxWorkers) {
        lock.run(() -> {
            roster.maxWorkers(maxWorkers);
            for (Worker worker = roster.dispensable(); worker != null; worker = roster.dispensable()) {
                worker.dispense("there were more workers than the pool is to have");
                dispatcher.retire(worker);
            }
            dispatcher.assign();
        });
    }

    /// Retires all workers.
    void retireAll() {
        lock.run(() -> new ArrayList<>(roster.workers()).forEach(dispatcher::retire));
    }

    /// The process of a worker exists.
    void started(Worker worker, WorkerProcess process, ClaimPage claims) {
        lock.run(new Runnable() {
            @Override
            public void run() {
                roster.started(worker, process, claims);
                worker.voice().started(process.pid());
                dispatcher.watch().starting(worker);
            }
        });
    }

    /// A worker holds more memory than it may. It begins no more tasks: others do those that it has.
    void overgrown(Worker worker) {
        lock.run(() -> {
            worker.retiresSince("it held more memory than maxWorkerMemory");
            dispatcher.retire(worker);
        });
    }

    /// A worker has ended.
    ///
    /// @param worker which
    /// @param death how; `null` if it had no process
    /// @param saidGoodbye whether it was told to end, and did
    void tellEnd(Worker worker, @Nullable Death death, boolean saidGoodbye) {
        if (death != null) {
            lock.run(() -> worker.tellEnd(death, saidGoodbye));
        }
    }

    /// A worker said that it leaves.
    void leaves(Worker worker) {
        lock.run(() -> {
            roster.leaves(worker);
            dispatcher.watch().goodbye(worker);
            dispatcher.takeBackAll(worker);
            dispatcher.assign();
        });
    }

    /// The task that a worker runs begins or ends to wait for another task.
    void waiting(Worker worker, boolean begins) {
        lock.run(() -> dispatcher.waiting(worker, begins));
    }

    /// A task reports how far it has come.
    void progress(Worker worker, Frame.Progress progress) {
        lock.run(() -> {
            Handover handover = worker.find(progress.task());
            if (handover != null) {
                PoolTask<?> task = handover.task(ClaimPage.placeOf(progress.task()));
                Telling.started(task, worker.claims().begunAt(handover.number));
                lock.afterwards(() -> task.progress(progress.done(), progress.total()));
            }
        });
    }

    // --- the pool goes on, or not

    /// Takes no lock.
    boolean isBroken() {
        return roster.isBroken();
    }

    BrokenExecutorException broken() {
        return lock.call(roster::broken);
    }

    /// No tasks come any more; if now, none is begun any more either.
    void shutdown(boolean now) {
        lock.run(() -> roster.shutdown(now));
    }

    int maxWorkers() {
        return lock.call(roster::maxWorkers);
    }

    int workerCount() {
        return lock.call(() -> roster.workers().size());
    }

    /// The workers' processes, as far as they were started.
    List<WorkerProcess> processes() {
        return lock.call(() -> roster.workers().stream()
                .map(worker -> worker.process)
                .filter(Objects::nonNull)
                .toList());
    }

    /// What carries frames to each worker.
    List<Courier> couriers() {
        return lock.call(() -> roster.workers().stream().map(Worker::courier).toList());
    }

    /// What is known of each worker whose process was started.
    List<WorkerInfo> workers() {
        List<Supplier<WorkerInfo>> known = lock.call(() -> roster.workers().stream()
                .filter(worker -> worker.process != null)
                .map(Worker::describe)
                .toList());
        return known.stream().map(Supplier::get).toList();
    }
}
