package concurrent.futures.micrometer;

import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.kit.ExecutorKind;

/// Meters of virtual threads.
class VirtualThreadMetersTest extends MetersContract {
    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind("virtual threads", ThreadPoolExecutor::virtual);
    }
}
