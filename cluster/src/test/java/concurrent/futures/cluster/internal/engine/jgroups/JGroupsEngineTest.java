package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineContract;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Ports;

class JGroupsEngineTest extends EngineContract {
    @Override
    protected Engine engine() {
        return Engines.named("jgroups");
    }

    @Override
    protected int freePort() {
        return Ports.free();
    }
}
