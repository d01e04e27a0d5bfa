package concurrent.futures;

import concurrent.futures.kit.Capability;
import concurrent.futures.kit.ExecutorContract;
import concurrent.futures.kit.ExecutorKind;

/// The contract on virtual threads.
class VirtualThreadContractTest extends ExecutorContract {
    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind(
                "virtual threads",
                ThreadPoolExecutor::virtual,
                Capability.KEEPS_EXCEPTION_OBJECTS,
                Capability.RUNS_CALLBACKS_IN_TASK_THREAD,
                Capability.NESTED_SUBMIT);
    }
}
