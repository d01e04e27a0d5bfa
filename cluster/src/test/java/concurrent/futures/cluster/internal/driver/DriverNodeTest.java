package concurrent.futures.cluster.internal.driver;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.NodeLostException;
import concurrent.futures.cluster.internal.engine.memory.MemoryEngine;
import concurrent.futures.cluster.internal.engine.memory.MemoryNetwork;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a driver waits for ends.
class DriverNodeTest {
    @Test
    void aValueThatIsExpectedWhenItsSenderIsLostDoesNotCome() throws Exception {
        DriverNode driver =
                DriverNode.join(new MemoryEngine(new MemoryNetwork()), MemoryEngine.settings("driver-node-test"));
        try {
            NodeId lost = new NodeId(new UUID(0, 1));
            CompletableFuture<Whole> value = driver.expect(lost, new LargeId(1, 1));
            ExecutionException failure = assertThrows(ExecutionException.class, () -> value.get(10, TimeUnit.SECONDS));
            assertInstanceOf(NodeLostException.class, failure.getCause());
        } finally {
            driver.giveBack();
        }
    }
}
