package concurrent.futures.kit;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Where a task waits until the test lets it go on, and the test waits until tasks have come; in whatever process the
/// task runs.
///
/// A task captures the gate, and calls [#pass()]; it blocks, interruptibly, without polling. The test calls
/// [#awaitArrivals(int)] and [#open()].
public final class Gate implements Serializable {
    private static final long serialVersionUID = 1L;

    /// Where the test's process listens.
    private final String socket;

    /// Which gate this is.
    private final long number;

    /// How long the test waits for arrivals.
    private final Duration patience;

    Gate(Duration patience) {
        this(new Visitors(), patience);
    }

    Gate(Visitors visitors, Duration patience) {
        this.socket = GateServer.socket();
        this.number = GateServer.add(visitors);
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /// A task comes to the gate, and waits until it is open.
    ///
    /// @return `true`, so that a lambda that ends with this call has a result
    /// @throws InterruptedException if the task was interrupted at the gate
    public boolean pass() throws InterruptedException {
        visit(GateServer.WAITS, newVisit());
        return true;
    }

    /// A task comes to the gate, and waits until it is open.
    ///
    /// @param <T> the type of the value
    /// @param value what to return
    /// @return the value
    /// @throws InterruptedException if the task was interrupted at the gate
    public <T> T pass(T value) throws InterruptedException {
        pass();
        return value;
    }

    /// A task comes to the gate, and waits until it is open, however often it is interrupted.
    ///
    /// @return `true`
    public boolean passIgnoringInterrupts() {
        while (true) {
            try {
                return pass();
            } catch (InterruptedException e) {
                // That is what it is asked for.
            }
        }
    }

    /// A task tells that it has come so far, and goes on at once.
    ///
    /// @return `true`
    public boolean arrive() {
        boolean interrupted = Thread.interrupted();
        long visit = newVisit();
        while (true) {
            try {
                visit((byte) 0, visit);
                break;
            } catch (InterruptedException e) {
                // Perhaps nobody has heard it: it says so again, under the same number.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private static long newVisit() {
        return ThreadLocalRandom.current().nextLong();
    }

    private void visit(byte mode, long visit) throws InterruptedException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer greeting = ByteBuffer.allocate(GateServer.GREETING_BYTES);
            greeting.putLong(number).putLong(visit).put(mode).flip();
            while (greeting.hasRemaining()) {
                channel.write(greeting);
            }
            if (channel.read(ByteBuffer.allocate(1)) != 1) {
                throw new IllegalStateException("the test's end of the gate has gone");
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted at a gate");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The test lets pass those who wait, and those who come later.
    public void open() {
        GateServer.visitors(number).open();
    }

    /// The test waits until so many tasks have come, ever.
    ///
    /// @param count how many
    public void awaitArrivals(int count) {
        GateServer.visitors(number).awaitArrivals(count, patience);
    }

    /// How many tasks have come, ever.
    ///
    /// @return the number
    public int arrivals() {
        return GateServer.visitors(number).arrivals();
    }

    /// The test waits until a task that stands before the gate has gone without passing: interrupted, or killed.
    public void awaitDeparture() {
        GateServer.visitors(number).awaitDeparture();
    }
}
