package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.transport.ClaimPage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is put off until the pool's lock is free: see `PoolLock.afterwards`. Done twice, each does as much as once.
///
/// They are classes with names, since all of them may be needed for the first time when the parent has no memory. A
/// class can be loaded later if that fails; the JVM remembers of a lambda for ever that it could not be made.
final class Steps {
    private Steps() {}

    record Settle(PoolTask<?> task) implements Runnable {
        @Override
        public void run() {
            task.settle();
        }
    }

    record GiveUp(PoolTask<?> task) implements Runnable {
        @Override
        public void run() {
            task.giveUp();
        }
    }

    record NoteBegun(PoolTask<?> task) implements Runnable {
        @Override
        public void run() {
            task.noteBegun();
        }
    }

    record Refuse(PoolTask<?> task) implements Runnable {
        @Override
        public void run() {
            task.refuse();
        }
    }

    /// Likewise, of elements of a map: those whose turn has come are remembered.
    static final class RefuseElements implements Runnable {
        private final Reception reception;
        private final Stretch stretch;
        private PoolTask<?> @Nullable [] tasks;

        RefuseElements(Reception reception, Stretch stretch) {
            this.reception = reception;
            this.stretch = stretch;
        }

        @Override
        public void run() {
            PoolTask<?>[] divided = tasks;
            if (divided == null) {
                divided = reception.divideIfNew(stretch);
                tasks = divided;
            }
            for (PoolTask<?> task : divided) {
                task.refuse();
            }
        }
    }

    record Fail(PoolTask<?> task, Throwable failure) implements Runnable {
        @Override
        public void run() {
            task.failBegun(failure);
        }
    }

    record Accept(Consumer<PoolTask<?>> action, PoolTask<?> task) implements Runnable {
        @Override
        public void run() {
            action.accept(task);
        }
    }

    /// The pool can not go on.
    record Break(Roster roster) implements Consumer<PoolTask<?>> {
        @Override
        public void accept(PoolTask<?> task) {
            task.fail(roster.broken());
        }
    }

    record Progress(PoolTask<?> task, long done, long total) implements Runnable {
        @Override
        public void run() {
            task.progress(done, total);
        }
    }

    record Kill(WorkerProcess process, String why) implements Runnable {
        @Override
        public void run() {
            process.kill(why);
        }
    }

    record Unmap(ClaimPage claims) implements Runnable {
        @Override
        public void run() {
            claims.close();
        }
    }
}
