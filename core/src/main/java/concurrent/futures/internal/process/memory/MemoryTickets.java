package concurrent.futures.internal.process.memory;

import concurrent.futures.internal.wire.Tickets;
import java.io.InvalidObjectException;
import java.nio.file.Path;

/// Hands shared memory over by its number, its size and the path of its file.
public final class MemoryTickets implements Tickets.Office {
    /// The objects that users have for mappings.
    public interface Faces {
        /// The mapping behind an object.
        ///
        /// @param face a user's
        /// @return the same each time
        Mapping mappingOf(Object face);

        /// The object for a mapping.
        ///
        /// @param mapping of this process
        /// @return the same as long as somebody has it
        Object faceOf(Mapping mapping);
    }

    private final Faces faces;

    /// Opens nothing yet, see [Tickets#open].
    ///
    /// @param faces of the class
    public MemoryTickets(Faces faces) {
        this.faces = faces;
    }

    /// @throws IllegalStateException if the memory was closed
    @Override
    public Tickets.Ticket issue(Object object) {
        Mapping mapping = faces.mappingOf(object);
        return new Tickets.Ticket(
                mapping.number(), mapping.bytes(), mapping.goOut().toString());
    }

    /// @throws InvalidObjectException if the memory was closed
    @Override
    public Object redeem(Tickets.Ticket ticket) throws InvalidObjectException {
        return faces.faceOf(SharedMappings.find(ticket.number(), ticket.size(), Path.of(ticket.place())));
    }
}
