package concurrent.futures.cluster.hazelcast;

import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.exchange.Exchange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Where packets come in: a member may be written to before it knows itself that it has joined.
final class Gate {
    static final String KEY = "concurrent.futures.cluster.gate";

    private final CompletableFuture<Exchange> exchange = new CompletableFuture<>();

    void open(Exchange behind) {
        exchange.complete(behind);
    }

    void pass(NodeId from, byte[] packet) throws InterruptedException {
        try {
            exchange.get().arrived(from, packet);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a gate does not fail", e);
        }
    }
}
