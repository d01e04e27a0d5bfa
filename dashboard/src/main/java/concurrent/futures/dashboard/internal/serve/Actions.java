package concurrent.futures.dashboard.internal.serve;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import java.util.Optional;
import java.util.OptionalLong;

/// What the page can do to executors, where the user allows it.
final class Actions {
    private static final int MOST_WORKERS = 10_000;

    private final Board board;

    Actions(Board board) {
        this.board = board;
    }

    /// Does something.
    ///
    /// @param action its name
    /// @param parameters on what
    Answer run(String action, Parameters parameters) {
        OptionalLong number = parameters.number("executor");
        Optional<Subject> subject = number.isEmpty() ? Optional.empty() : board.subject((int) number.getAsLong());
        Optional<Executor> executor = subject.map(Subject::executor);
        if (executor.isEmpty()) {
            return Answer.text(404, "There is no such executor any more.\n");
        }
        return switch (action) {
            case "cancel" -> cancel(subject.get(), parameters);
            case "cancel-pending" -> cancelPending(executor.get());
            case "shutdown" -> shutdown(executor.get());
            case "resize" -> resize(executor.get(), parameters);
            default -> Answer.text(404, "There is no such action.\n");
        };
    }

    private static Answer cancel(Subject subject, Parameters parameters) {
        long task = parameters.number("task").orElse(0);
        Future<?> future = subject.future(task);
        if (future == null || !future.cancel(/* mayInterruptIfRunning= */ true)) {
            return Answer.text(409, "Task " + task + " does not run any more.\n");
        }
        return Answer.text(200, "Task " + task + " is cancelled.\n");
    }

    private static Answer cancelPending(Executor executor) {
        int cancelled = executor.cancelPending();
        return Answer.text(200, cancelled + " waiting tasks were cancelled.\n");
    }

    private static Answer shutdown(Executor executor) {
        executor.shutdown();
        return Answer.text(200, executor + " takes no more tasks, and ends when it has done those that it has.\n");
    }

    private static Answer resize(Executor executor, Parameters parameters) {
        long workers = parameters.number("workers").orElse(0);
        if (!(executor instanceof ProcessPoolExecutor pool)) {
            return Answer.text(409, executor + " can not be resized here: only process pools can.\n");
        }
        if (workers < 1 || workers > MOST_WORKERS) {
            return Answer.text(400, "The number of workers must be from 1 to " + MOST_WORKERS + ".\n");
        }
        pool.resize((int) workers);
        return Answer.text(200, executor + " has up to " + workers + " workers now.\n");
    }
}
