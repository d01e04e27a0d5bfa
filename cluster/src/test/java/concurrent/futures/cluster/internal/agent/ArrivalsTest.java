package concurrent.futures.cluster.internal.agent;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.NodeId;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who waits for a large value hears of its end.
class ArrivalsTest {
    private static final NodeId DRIVER = new NodeId(new UUID(0, 1));

    @TempDir
    Path folder;

    @Test
    void aValueThatIsAskedForWhenItsSenderIsGoneDoesNotCome() {
        Arrivals arrivals = new Arrivals(folder, Runnable::run, 1 << 20, node -> false);
        arrivals.forget(DRIVER);
        CompletableFuture<Path> value = arrivals.take(DRIVER, new LargeId(1, 1));
        ExecutionException failure = assertThrows(ExecutionException.class, () -> value.get(10, TimeUnit.SECONDS));
        assertInstanceOf(ClusterException.class, failure.getCause());
    }
}
