package concurrent.futures.internal.process.pool.listening;

import concurrent.futures.WorkerCrashedException;
import concurrent.futures.internal.Ahead;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.process.launch.Launcher;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.logging.LogBook;
import concurrent.futures.internal.process.pool.handout.Foreman.StartFailure;
import concurrent.futures.internal.process.pool.handout.PoolTask;
import concurrent.futures.internal.process.pool.handout.Worker;
import concurrent.futures.internal.process.pool.nested.NestedWork;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.throwables.Origin;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Accompanies one worker process from before its start to after its death: starts it, lets it in, listens to it,
/// buries it.
///
/// One thread per worker, which blocks in accepting or receiving and is woken when the process dies, since then the
/// connection is hung up, or before there is one, the entrance closed. It is another thread after foreign code did not
/// come back: see [Shift].
public final class Supervisor {
    /// How long a worker may live on after its connection was lost.
    private static final Duration LAST_BREATH = Duration.ofSeconds(2);

    /// How long the next worker is not started after there was no memory here for this one.
    private static final long SHORTAGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final AtomicBoolean REHEARSED = new AtomicBoolean();

    private final Premises pool;
    private final Worker worker;
    private final int number;

    private @Nullable WorkerProcess process;
    private Map<String, String> settings = Map.of();
    private volatile @Nullable Connection connection;
    private volatile @Nullable Listener listener;
    private final Shift.Away away = new Shift.Away();

    /// Why nobody listens to it any more, if that is not its end.
    private volatile @Nullable Throwable failure;

    public Supervisor(Premises pool, Worker worker, int number) {
        this.pool = pool;
        this.worker = worker;
        this.number = number;
    }

    /// Starts the worker, and the thread that accompanies it.
    public void start() {
        Shift first = newShift();
        first.start(worker.name() + "-reader", new Runnable() {
            @Override
            public void run() {
                accompany(first);
            }
        });
    }

    private Shift newShift() {
        return new Shift(
                new Consumer<>() {
                    @Override
                    public void accept(Shift stuck) {
                        relieve(stuck);
                    }
                },
                away);
    }

    /// The thread that listens has not come back from foreign code.
    private void relieve(Shift stuck) {
        Shift next = newShift();
        next.start(worker.name() + "-reader", new Runnable() {
            @Override
            public void run() {
                if (stuck.takeOver()) {
                    accompany(next);
                }
            }
        });
    }

    private void accompany(Shift shift) {
        try {
            Listener known = listener;
            if ((known == null ? greet() : known).listen(shift)) {
                return;
            }
        } catch (Throwable e) {
            failure = e;
        }
        while (true) {
            try {
                bury();
                return;
            } catch (OutOfMemoryError e) {
                Perseverance.pause(); // Whatever it is that lacks: nobody else ends the futures of its tasks.
            }
        }
    }

    /// Its thread could not be started.
    public void stillborn(Throwable failure) {
        this.failure = failure;
        Perseverance.run(new Runnable() {
            @Override
            public void run() {
                bury();
            }
        });
    }

    /// Why it is killed, if it lives on.
    private static String end(@Nullable Throwable failure) {
        if (failure == null) {
            return "it closed its connection and went on";
        }
        boolean isBroken = failure instanceof IOException || failure instanceof WireFormatException;
        return (isBroken ? "its connection broke: " : "what it sent could not be taken: ") + failure;
    }

    private Listener greet() throws IOException {
        Connection to = connect();
        Listener greeting = new Listener(pool, worker, to, process());
        greeting.greet(settings);
        listener = greeting;
        return greeting;
    }

    private WorkerProcess process() {
        WorkerProcess started = process;
        if (started == null) {
            throw new IllegalStateException("the worker has no process");
        }
        return started;
    }

    private Connection connect() throws IOException {
        Launcher launcher = pool.nursery().launcher();
        launcher.prepare();
        try (Reception reception = new Reception(launcher, number)) {
            WorkerProcess started = launcher.start(worker.name(), reception);
            process = started;
            pool.foreman().started(worker, started, reception.takeClaims());
            started.onEnd(new Runnable() {
                @Override
                public void run() {
                    reception.closeEntrance();
                }
            });
            // While the worker comes up: the first to ask for the levels of the loggers has the logging set up.
            settings = pool.workerSettings();
            rehearse();
            Connection made = reception.await();
            connection = made;
            launcher.cameUp(started);
            // Pipes do not end with the process, nor do sockets that a program holds open which it has started.
            started.onEnd(new Runnable() {
                @Override
                public void run() {
                    made.hangUp();
                }
            });
            return made;
        }
    }

    /// Where memory runs out in its midst, it is done again, until nothing is left to be done: each part of it may be.
    private void bury() {
        pool.foreman().contactLost(worker);
        Connection to = connection;
        if (to != null) {
            to.close();
        }
        Death death = death();
        if (death != null) {
            tidyUp(death, /* cameUp= */ to != null);
        }
        worker.courier().close();
        if (to != null) {
            to.release(); // Nobody listens, and nobody sends.
        }
        Listener known = listener;
        pool.foreman().tellEnd(worker, death, known != null && known.hasLeftWell());
        Throwable reason = failure;
        if (reason != null && Perseverance.isShortage(reason)) {
            pool.foreman().excuse(worker);
            LockSupport.parkNanos(SHORTAGE_NANOS);
        }
        pool.foreman().died(worker, startFailure(death, reason), new Obituary(death));
        if (death != null) {
            gatherRecording(death); // Nobody waits for it but who closes the pool.
        }
        pool.supervisorEnded();
    }

    /// What its failure must not keep from ending the futures of its tasks.
    private void tidyUp(Death death, boolean cameUp) {
        try {
            pool.nursery().removeMemoryOf(death.pid());
            WorkerProcess dead = process;
            if (dead != null && !cameUp) {
                pool.nursery().stillborn(dead, death);
            }
        } catch (RuntimeException | LinkageError e) {
            Guard.log(System.Logger.Level.WARNING, "can not tidy up behind a worker", e);
        }
    }

    private void gatherRecording(Death death) {
        try {
            pool.nursery().gatherRecordingOf(death.pid());
        } catch (IOException | RuntimeException | LinkageError e) {
            Guard.log(System.Logger.Level.WARNING, "can not gather what " + death.worker() + " has recorded", e);
        }
    }

    private record Obituary(@Nullable Death death) implements Consumer<PoolTask<?>> {
        @Override
        public void accept(PoolTask<?> task) {
            task.failBegun(failureOf(task, death));
        }
    }

    /// Whatever becomes of the telling: the future ends.
    private static Throwable failureOf(PoolTask<?> task, @Nullable Death death) {
        if (death == null) {
            return new IllegalStateException("a worker without a process ran a task");
        }
        try {
            return crash(death, task);
        } catch (LinkageError e) {
            return e; // A class that was to be initialised when there was no memory for it.
        }
    }

    private static WorkerCrashedException crash(Death death, PoolTask<?> task) {
        WorkerCrashedException crash = task.crashed(death);
        new Origin(death.pid(), death.worker()).addTo(crash);
        return crash;
    }

    private @Nullable Death death() {
        WorkerProcess started = process;
        if (started == null) {
            return null;
        }
        if (started.awaitDeath(LAST_BREATH) == null) {
            started.kill(end(failure));
        }
        return started.awaitDeath();
    }

    private StartFailure startFailure(@Nullable Death death, @Nullable Throwable failure) {
        return death != null
                ? new StartFailure(
                        death.describe() + "\nCommand line: " + pool.nursery().commandLine(), null)
                : new StartFailure("it could not be started: " + failure, failure);
    }

    /// Has the JVM load and link, once, what is needed as soon as the first worker is there, while nobody has anything
    /// else to do than to wait for it.
    private static void rehearse() {
        if (!REHEARSED.compareAndSet(false, true)) {
            return;
        }
        try {
            Connection.rehearse(new Frame.Setup("", Map.of(), null));
            Connection.rehearse(new Frame.Ready());
            Ahead.initialize(
                    Listener.class, DictionaryReplica.class, ObjectDecoder.class, NestedWork.class, LogBook.class);
            // Java serialization asks classes for methods that they may not have, and Class.getDeclaredMethod has it
            // say
            // so. If there is no memory when it is initialised, no exception of a task can be rebuilt from then on.
            Ahead.initialize(Collectors.class);
        } catch (Throwable e) {
            return; // It is needed soon, and then either succeeds, or fails where that is told.
        }
    }
}
