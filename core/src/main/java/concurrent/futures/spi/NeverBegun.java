package concurrent.futures.spi;

import concurrent.futures.TaskFailedException;

/// A task that [java.util.concurrent.ExecutorService#shutdownNow()] gives back: run it, and the task runs, here.
record NeverBegun(TaskBody<?> body) implements Runnable {
    /// Gives back the user's own object where it is a runnable.
    static Runnable of(TaskBody<?> body) {
        return body instanceof TaskBody.Run<?> run ? run.code() : new NeverBegun(body);
    }

    @Override
    public void run() {
        try {
            body.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new TaskFailedException(e);
        }
    }
}
