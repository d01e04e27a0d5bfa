package concurrent.futures.wrong;

import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.kit.Capability;
import concurrent.futures.kit.ExecutorContract;
import concurrent.futures.kit.ExecutorKind;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntFunction;

/// The contract on whatever is to be tried; run by [WrongExecutorsTest] alone.
class FaultyContract extends ExecutorContract {
    static volatile IntFunction<? extends concurrent.futures.Executor> factory = ThreadPoolExecutor::new;

    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind(
                "wrong",
                factory,
                Set.of(
                        Capability.KEEPS_EXCEPTION_OBJECTS,
                        Capability.RUNS_CALLBACKS_IN_TASK_THREAD,
                        Capability.TELLS_OF_WORKERS,
                        Capability.NESTED_SUBMIT),
                Duration.ofMillis(500));
    }
}
