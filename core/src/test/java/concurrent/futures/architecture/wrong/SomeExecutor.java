package concurrent.futures.architecture.wrong;

import concurrent.futures.architecture.wrong.internal.process.pool.KnowsBytes;
import java.util.concurrent.Executor;

/// An executor that users make: it shows how it works inside, and what runs in it prints.
public final class SomeExecutor implements Executor {
    public KnowsBytes bytes() {
        return new KnowsBytes();
    }

    @Override
    public void execute(Runnable task) {
        task.run();
        System.out.println("done");
    }
}
