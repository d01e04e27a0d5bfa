package concurrent.futures;

import concurrent.futures.internal.Forgotten;
import concurrent.futures.internal.process.memory.Mapping;
import concurrent.futures.internal.process.memory.MemoryTickets;
import concurrent.futures.internal.process.memory.SharedMappings;
import concurrent.futures.internal.wire.Tickets;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;

/// Memory that this process and the workers of its process pools have in common: what one writes the others see, and
/// nothing is copied when it is handed to a task, however large it is. Named after Python's
/// `multiprocessing.shared_memory`.
///
/// Tasks capture it, take it as an argument, or return it. In all processes of one machine, its segment is the same
/// bytes. Nothing orders accesses of different processes but what orders the tasks: what was written before a task was
/// submitted, the task sees; what a task has written, those see who have seen its future end.
///
/// <!-- SharingMemory.java: shared -->
/// ```java
/// try (SharedMemory squares = SharedMemory.allocate(1000 * Long.BYTES)) {
///     executor.map(i -> fill(squares, i), List.of(0, 250, 500, 750)).toList();
///     IO.println("999 squared: " + squares.segment().getAtIndex(ValueLayout.JAVA_LONG, 999));
/// }
/// ```
///
/// It belongs to the process that allocated it, until it is closed there, or not reachable any more, or that process
/// ends, however it ends. What a task has allocated and returns belongs to the parent from then on.
///
/// Thread-safe.
@SuppressWarnings("serial") // a ticket is serialized in its place
public final class SharedMemory implements AutoCloseable, Serializable {
    private static final Tickets.Office TICKETS = new MemoryTickets(new MemoryTickets.Faces() {
        @Override
        public Mapping mappingOf(Object face) {
            return ((SharedMemory) face).mapping;
        }

        @Override
        public Object faceOf(Mapping mapping) {
            return SharedMemory.faceOf(mapping);
        }
    });

    static {
        Tickets.open(SharedMemory.class, TICKETS);
    }

    private final transient Mapping mapping;

    private SharedMemory(Mapping mapping) {
        this.mapping = mapping;
    }

    /// Makes shared memory; all its bytes are zero. It takes its room at once, in `/dev/shm` where there is one, else
    /// in the folder for temporary files: some 0.3 s for 1 GiB.
    ///
    /// @param bytes how much, at least 1
    /// @return to be closed by the caller
    /// @throws IllegalArgumentException if it is less than 1
    /// @throws java.io.UncheckedIOException if there is no room for it; the message tells where it was looked for
    public static SharedMemory allocate(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be at least 1, but is " + bytes);
        }
        Mapping mapping = SharedMappings.allocate(bytes);
        return faceOf(mapping);
    }

    private static SharedMemory faceOf(Mapping mapping) {
        return (SharedMemory) mapping.face(SharedMemory::watched);
    }

    private static SharedMemory watched(Mapping mapping) {
        SharedMemory face = new SharedMemory(mapping);
        Forgotten.whenDropped(face, mapping::dropped);
        return face;
    }

    /// The memory, in this process. Valid until this object is closed, or in the process that it belongs to, until it
    /// is not reachable any more: keep it for as long as the segment is used.
    ///
    /// @return all bytes, for reading and writing, by any thread
    /// @throws IllegalStateException if it was closed
    public MemorySegment segment() {
        if (mapping.isClosed()) {
            throw new IllegalStateException("the shared memory was closed");
        }
        return mapping.segment();
    }

    /// Gives the memory back: the segment can not be used any more. In the process that it belongs to, it ends for all:
    /// tasks that have not read it yet fail, workers give it back after the task that they run. Again: does nothing.
    ///
    /// Close it when no other thread of this process is in the midst of using the segment. One that is gets an
    /// `IllegalStateException`, but in JDKs with the defect JDK-8364167, such as 25.0.3, the JVM may crash instead,
    /// as with any shared [java.lang.foreign.Arena].
    ///
    /// @throws IllegalStateException if an operation that uses the segment is under way in another thread
    @Override
    public void close() {
        mapping.close();
    }

    /// Tells how much memory it is.
    @Override
    public String toString() {
        return "SharedMemory[" + mapping.bytes() + " bytes" + (mapping.isClosed() ? ", closed]" : "]");
    }

    @Serial
    private Object writeReplace() {
        Tickets.Ticket ticket = TICKETS.issue(this);
        return new Ticket(ticket.number(), ticket.size(), ticket.place());
    }

    @Serial
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("shared memory travels as a ticket");
    }

    /// What travels where the objects around it need a stream.
    ///
    /// @param number of the memory
    /// @param bytes its size
    /// @param path of its file
    private record Ticket(long number, long bytes, String path) implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        @Serial
        private Object readResolve() throws IOException {
            return TICKETS.redeem(new Tickets.Ticket(number, bytes, path));
        }
    }
}
