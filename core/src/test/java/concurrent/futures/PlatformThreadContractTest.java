package concurrent.futures;

import concurrent.futures.kit.Capability;
import concurrent.futures.kit.ExecutorContract;
import concurrent.futures.kit.ExecutorKind;

/// The contract on platform threads.
class PlatformThreadContractTest extends ExecutorContract {
    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind(
                "platform threads",
                ThreadPoolExecutor::new,
                Capability.KEEPS_EXCEPTION_OBJECTS,
                Capability.RUNS_CALLBACKS_IN_TASK_THREAD,
                Capability.TELLS_OF_WORKERS,
                Capability.NESTED_SUBMIT);
    }
}
