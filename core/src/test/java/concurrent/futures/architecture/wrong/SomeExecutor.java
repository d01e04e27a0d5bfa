package concurrent.futures.architecture.wrong;

import java.util.concurrent.Executor;

/// An executor that users make; what runs in it prints.
public final class SomeExecutor implements Executor {
    @Override
    public void execute(Runnable task) {
        task.run();
        System.out.println("done");
    }
}
