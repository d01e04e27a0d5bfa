package concurrent.futures.cluster.internal.engine.memory;

import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineContract;

class MemoryEngineTest extends EngineContract {
    private final MemoryNetwork network = new MemoryNetwork();

    @Override
    protected Engine engine() {
        return new MemoryEngine(network);
    }

    @Override
    protected int freePort() {
        return 1;
    }
}
