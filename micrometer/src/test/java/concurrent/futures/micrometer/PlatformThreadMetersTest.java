package concurrent.futures.micrometer;

import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.kit.Capability;
import concurrent.futures.kit.ExecutorKind;

/// Meters of threads.
class PlatformThreadMetersTest extends MetersContract {
    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind("threads", ThreadPoolExecutor::new, Capability.TELLS_OF_WORKERS);
    }
}
