package concurrent.futures.kit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// The tasks that have come to one gate, and those that stand before it.
final class Visitors {
    private final Deque<SocketChannel> waiting = new ArrayDeque<>();
    /// The numbers of the visits: one that was interrupted may be made again, and counts once.
    private final Set<Long> visits = new HashSet<>();

    private boolean open;

    synchronized void arrive(SocketChannel visitor, long visit, boolean waits) {
        visits.add(visit);
        notifyAll();
        if (waits && !open) {
            waiting.add(visitor);
        } else {
            letPass(visitor);
        }
    }

    synchronized void open() {
        open = true;
        waiting.forEach(Visitors::letPass);
        waiting.clear();
    }

    private static void letPass(SocketChannel visitor) {
        try (visitor) {
            visitor.write(ByteBuffer.wrap(new byte[] {1}));
        } catch (IOException e) {
            // The visitor has gone: it was interrupted, or its process was killed.
        }
    }

    synchronized int arrivals() {
        return visits.size();
    }

    synchronized void awaitArrivals(int count, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (visits.size() < count) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError(
                        "only " + visits.size() + " of " + count + " tasks have come to the gate in " + patience);
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for tasks at a gate", e);
            }
        }
    }

    /// Waits until one of those that stand before the gate has gone without passing.
    void awaitDeparture() {
        SocketChannel visitor;
        synchronized (this) {
            visitor = waiting.poll();
        }
        if (visitor == null) {
            throw new AssertionError("nobody stands before the gate");
        }
        try (visitor) {
            if (visitor.read(ByteBuffer.allocate(1)) >= 0) {
                throw new AssertionError("a visitor sent more than its greeting");
            }
        } catch (ClosedByInterruptException e) {
            throw new AssertionError("interrupted while waiting for a task to leave a gate", e);
        } catch (IOException e) {
            // Its process was killed: it has gone.
        }
    }
}
