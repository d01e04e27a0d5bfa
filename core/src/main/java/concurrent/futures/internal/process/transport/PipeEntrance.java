package concurrent.futures.internal.process.transport;

import concurrent.futures.internal.wire.Frame;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Named pipes, which the worker opens; its greeting is the first frame in its ring.
///
/// Nobody else finds them: they are in a private directory.
final class PipeEntrance implements Entrance {
    private enum State {
        OPEN,
        WAITED_AT,
        CLOSED
    }

    private final List<Path> names = new ArrayList<>();
    private final Pipes pipes;

    private State state = State.OPEN; // guarded by this

    private PipeEntrance(List<String> names, Pipes pipes) {
        for (String name : names) {
            this.names.add(Path.of(name));
        }
        this.pipes = pipes;
    }

    /// Opens the parent's ends.
    static PipeEntrance open(Address address) throws IOException {
        List<String> names = address.pipes();
        return new PipeEntrance(names, Pipes.openInParent(names));
    }

    @Override
    public Connection accept(Predicate<? super Frame> isExpected, Rings rings) throws IOException {
        begin();
        boolean hasCome = false;
        try {
            Connection made = Connection.toWorker(pipes.bells(), rings);
            Frame greeting = made.receive();
            if (greeting == null) {
                throw new ClosedChannelException();
            }
            if (!isExpected.test(greeting)) {
                throw new IOException("somebody else than the worker has opened its pipes: " + greeting.getClass());
            }
            pipes.peerHasCome();
            hasCome = true;
            return made;
        } finally {
            end(hasCome);
        }
    }

    private synchronized void begin() throws ClosedChannelException {
        if (state != State.OPEN) {
            throw new ClosedChannelException();
        }
        state = State.WAITED_AT;
    }

    private synchronized void end(boolean hasCome) {
        if (!hasCome) {
            release();
        }
        state = State.CLOSED;
        removeNames();
    }

    @Override
    public synchronized void close() {
        if (state == State.WAITED_AT) {
            for (Bell bell : pipes.bells().all()) {
                bell.hangUp();
            }
        } else if (state == State.OPEN) {
            release();
            state = State.CLOSED;
            removeNames();
        }
    }

    private void release() {
        for (Bell bell : pipes.bells().all()) {
            bell.release();
        }
        pipes.close();
    }

    private void removeNames() {
        try {
            for (Path name : names) {
                Files.deleteIfExists(name);
            }
        } catch (IOException | OutOfMemoryError e) {
            // The private directory goes with all that is in it.
            return;
        }
    }
}
