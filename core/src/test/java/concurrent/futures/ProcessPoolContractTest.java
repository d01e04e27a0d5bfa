package concurrent.futures;

import concurrent.futures.kit.Capability;
import concurrent.futures.kit.ExecutorContract;
import concurrent.futures.kit.ExecutorKind;
import java.time.Duration;

/// The contract on worker processes.
class ProcessPoolContractTest extends ExecutorContract {
    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind(
                "processes",
                workers -> ProcessPoolExecutor.builder()
                        .maxWorkers(workers)
                        .cancelGrace(Duration.ofMillis(200))
                        .build(),
                Capability.RUNS_IN_OTHER_PROCESS,
                Capability.SNAPSHOTS_ARGUMENTS,
                Capability.REFUSES_UNSERIALIZABLE,
                Capability.STOPS_TASKS_THAT_IGNORE_INTERRUPTS,
                Capability.SHUTDOWN_NOW_CANCELS_RUNNING_TASKS,
                Capability.TELLS_OF_WORKERS,
                Capability.NESTED_SUBMIT);
    }
}
