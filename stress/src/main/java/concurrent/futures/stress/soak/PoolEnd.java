package concurrent.futures.stress.soak;

import concurrent.futures.ProcessPoolExecutor;

/// How a pool is ended.
enum PoolEnd {
    CLOSE,
    SHUTDOWN_NOW,
    TERMINATE_WORKERS,
    KILL_WORKERS;

    void of(ProcessPoolExecutor executor) {
        switch (this) {
            case CLOSE -> executor.shutdown();
            case SHUTDOWN_NOW -> executor.shutdownNow();
            case TERMINATE_WORKERS -> executor.terminateWorkers();
            case KILL_WORKERS -> executor.killWorkers();
        }
        executor.close();
    }
}
