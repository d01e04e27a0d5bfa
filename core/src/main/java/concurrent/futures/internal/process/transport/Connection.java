package concurrent.futures.internal.process.transport;

import concurrent.futures.internal.Ahead;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.FrameReader;
import concurrent.futures.internal.wire.FrameWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Frames to and from one peer, through two [Rings], with [Bell]s for the threads that sleep.
///
/// Each thread that may have to sleep has a bell which only it hears, so that none depends on what another one does:
///
/// ```
///   bell       parent's end                             worker's end
///   ANSWERS    who receives sleeps here                 who sends sleeps here until there is room
///   ROOM       who sends sleeps here until there is     rings only
///              room
///   IDLE       rings only, never blocks                 who receives sleeps here
///   BUSY       rings only, never blocks                 a second thread sleeps here until there is something urgent
/// ```
///
/// One thread at a time receives, and one thread at a time sends; any thread closes. Receiving and sending block, so
/// their threads must be out of reach of interrupts: an interrupt closes a socket that its thread blocks on.
///
/// Closing wakes whoever waits, and leaves the rings mapped: they are unmapped by [#release()], when nobody uses them
/// any more. The JDK would have who uses them throw, but fails in that now and then, and the JVM crashes (JDK-8364167).
public final class Connection implements AutoCloseable {
    private final Bells bells;
    private final Rings rings;
    private final AtomicBoolean closed = new AtomicBoolean();

    private final FrameReader reader = new FrameReader();
    private final RingReader in;

    private final FrameWriter writer = new FrameWriter();
    private final RingWriter out;

    /// Something is urgent of what was added.
    private boolean urgent;

    // Guarded by this.
    private long taken;
    private boolean isReleased;

    private Connection(Bells bells, Rings rings, RingReader in, RingWriter out) {
        this.bells = bells;
        this.rings = rings;
        this.in = in;
        this.out = out;
    }

    /// The parent's side.
    ///
    /// @param bells the parent's ends
    /// @param rings to use, and to unmap when it is released
    static Connection toWorker(Bells bells, Rings rings) {
        Bell[] tasks = {bells.idle(), bells.busy()};
        Bell[] answers = {bells.answers()};
        return new Connection(
                bells,
                rings,
                new RingReader(rings.toParent(), answers, bells.answers()),
                new RingWriter(rings.toWorker(), tasks, bells.room()));
    }

    /// Has the JVM load what it takes to send and to receive, before there is anybody to talk to.
    ///
    /// @param frame of a kind that will be sent or received
    public static void rehearse(Frame frame) {
        Ahead.initialize(Patience.class, RingReader.class, RingWriter.class);
        FrameWriter writer = new FrameWriter();
        writer.append(frame);
        ByteBuffer bytes = ByteBuffer.allocate((int) writer.pending());
        writer.drainTo(bytes);
        new FrameReader().read(bytes.flip());
    }

    /// Has the JDK prepare its sockets: beside what comes before [#toParent].
    public static void prepareSockets() {
        SocketBells.prepare();
    }

    /// Connects to a parent, in the worker.
    ///
    /// @param address where it waits
    /// @param rings the same ones, to be unmapped when it is released
    /// @param hello shows who this is
    /// @return a connection
    /// @throws IOException if nobody waits there
    public static Connection toParent(Address address, Rings rings, Frame.Hello hello) throws IOException {
        Bells bells =
                address.isPipes() ? Pipes.openInWorker(address.pipes()) : SocketBells.connect(address.path(), hello);
        Bell[] tasks = {bells.idle(), bells.busy()};
        Bell[] answers = {bells.answers()};
        Connection made = new Connection(
                bells,
                rings,
                new RingReader(rings.toWorker(), tasks, bells.room()),
                new RingWriter(rings.toParent(), answers, bells.answers()));
        if (address.isPipes()) {
            made.append(hello);
            made.flush();
        }
        return made;
    }

    /// Waits for the next frame.
    ///
    /// @return the frame, or `null` at the end: the peer is gone, and all that it had sent has been received
    /// @throws IOException if the connection was closed here
    /// @throws concurrent.futures.internal.wire.WireFormatException if the bytes are no frames
    public @Nullable Frame receive() throws IOException {
        do {
            Frame frame = receiveReady();
            if (frame != null) {
                return frame;
            }
        } while (in.await());
        return null;
    }

    /// Sleeps, after all that has come was received, so that frames gather: meanwhile the peer rings for none, and who
    /// closes the connection wakes nobody. Where so much comes that the peer might have to wait for room, it does not
    /// sleep.
    ///
    /// @param nanos how long at most
    public void rest(long nanos) {
        in.rest(nanos);
    }

    /// The next frame, if all of it has come. Never waits.
    ///
    /// @return the frame, or `null` if there is none yet; whether one will come, only [#receive()] tells
    /// @throws IOException if the connection was closed here
    /// @throws concurrent.futures.internal.wire.WireFormatException if the bytes are no frames
    public @Nullable Frame receiveReady() throws IOException {
        checkOpen();
        for (ByteBuffer bytes = in.arrived(); bytes.hasRemaining(); bytes = in.arrived()) {
            Frame frame = reader.read(bytes);
            if (frame != null) {
                return frame;
            }
        }
        return null;
    }

    /// In a worker: the one who receives has other things to do, and has received all that was there. What is urgent
    /// wakes the thread that is in [#awaitUrgent].
    ///
    /// @return `false` if something has come just now, to be received before
    /// @throws IOException if the connection was closed here
    public boolean turnAway() throws IOException {
        checkOpen();
        return in.turnAway();
    }

    /// In a worker: whether since [#turnAway] nobody has been told that there is something urgent.
    ///
    /// @return `false` also while somebody receives
    public boolean isAway() {
        return in.isAway();
    }

    /// In a worker: the one who receives is back.
    public void turnBack() {
        in.turnBack();
    }

    /// In a worker: waits until there is something urgent while nobody receives, or for no reason. For a thread that
    /// does nothing else.
    ///
    /// @return `false` at the end: the peer is gone
    /// @throws IOException if the connection was closed here
    public boolean awaitUrgent() throws IOException {
        return in.awaitUrgent();
    }

    /// Adds a frame to those that the next [#flush()] sends.
    ///
    /// @param frame any frame
    public void append(Frame frame) {
        append(frame, /* isUrgent= */ true);
    }

    /// Adds a frame to those that the next [#flush()] sends.
    ///
    /// @param frame any frame
    /// @param isUrgent whether a worker is to see it also while its task runs
    public void append(Frame frame, boolean isUrgent) {
        writer.append(frame);
        urgent |= isUrgent;
    }

    /// Adds the answer to an element of a map to what the next [#flush()] sends.
    ///
    /// @param number of the element
    /// @param nanos how long elements took lately, each; 0 if nobody looked
    /// @param tag of the value, see [concurrent.futures.internal.wire.PackedValues#tag]
    /// @param value a simple one
    public void appendValue(long number, int nanos, byte tag, @Nullable Object value) {
        writer.appendValue(number, nanos, tag, value);
        urgent = true;
    }

    /// How many bytes wait for a flush.
    ///
    /// @return zero or more
    public long pending() {
        return writer.pending();
    }

    /// Sends what was added: when this returns, the death of this process does not take it back. Blocks while the peer
    /// does not read, and there is no room.
    ///
    /// @throws IOException if the peer is gone, or the connection was closed here
    public void flush() throws IOException {
        while (!flushReady()) {
            out.awaitFree();
        }
    }

    /// Sends of what was added as much as there is room for. Never blocks, and in the parent, the thread may be
    /// interrupted.
    ///
    /// @return whether that was all
    /// @throws IOException if the peer is gone, or the connection was closed here
    public boolean flushReady() throws IOException {
        checkOpen();
        while (writer.pending() > 0) {
            ByteBuffer free = out.free(1);
            if (!free.hasRemaining()) {
                return false;
            }
            out.publish(writer.drainTo(free), urgent);
        }
        urgent = false;
        return true;
    }

    /// How many bytes the peer has taken. Any thread may ask, at any time.
    ///
    /// @return a number that only grows
    public synchronized long bytesSent() {
        if (!isReleased) {
            taken = out.taken();
        }
        return taken;
    }

    private void checkOpen() throws AsynchronousCloseException {
        if (isClosed()) {
            throw new AsynchronousCloseException();
        }
    }

    /// The process at the other side is dead. Whoever sleeps wakes up; all that it had sent can be received, and then
    /// there is the end, even if somebody has inherited its bells.
    public void hangUp() {
        for (Bell bell : bells.all()) {
            bell.hangUp();
        }
    }

    /// Tells whether the connection was closed here.
    ///
    /// @return `true` from then on
    public boolean isClosed() {
        return closed.get();
    }

    /// Closes the connection; whoever waits on it is woken, and who receives or sends from now on is told. Again:
    /// closes what could not be closed for lack of memory.
    @Override
    public void close() {
        closed.set(true);
        for (Bell bell : bells.all()) {
            bell.close();
        }
    }

    /// Closes the connection, and unmaps the rings. Nobody receives or sends any more, nor is in the midst of it.
    /// Again: does nothing.
    public synchronized void release() {
        close();
        isReleased = true;
        for (Bell bell : bells.all()) {
            bell.release();
        }
        rings.close();
    }
}
