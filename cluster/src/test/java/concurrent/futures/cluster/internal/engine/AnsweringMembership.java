package concurrent.futures.cluster.internal.engine;

import java.util.concurrent.CompletableFuture;

/// A membership where each question has the same answer. It reaches nobody.
///
/// @param answer as it comes
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AnsweringMembership(byte[] answer) implements Membership {
    @Override
    public CompletableFuture<byte[]> request(NodeId to, byte[] message) {
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public Node self() {
        throw new AssertionError();
    }

    @Override
    public View view() {
        throw new AssertionError();
    }

    @Override
    public void send(NodeId to, byte[] message) {
        throw new AssertionError();
    }

    @Override
    public boolean offer(NodeId to, byte[] message) {
        throw new AssertionError();
    }

    @Override
    public CompletableFuture<Void> sendLarge(NodeId to, LargeId id, LargeValue value) {
        throw new AssertionError();
    }

    @Override
    public void close() {}
}
