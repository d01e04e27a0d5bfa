package concurrent.futures.internal.process.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.SharedMemory;
import concurrent.futures.Task;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Tag;
import concurrent.futures.internal.wire.Tickets;
import concurrent.futures.internal.wire.values.Wire;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Shared memory is handed over without a stream, unless the objects around it need one.
@ExtendWith(NothingLeftBehind.class)
class TicketsTest {
    private final Wire wire = new Wire();

    /// Something that needs a stream.
    private static final class Holder implements Serializable {
        private static final long serialVersionUID = 1;

        final SharedMemory memory;

        Holder(SharedMemory memory) {
            this.memory = memory;
        }
    }

    @Test
    void aListOfItIsAGraph() {
        try (SharedMemory memory = SharedMemory.allocate(8)) {
            List<SharedMemory> twice = List.of(memory, memory);
            Blob blob = wire.encoder.encode(twice);
            assertEquals(Tag.GRAPH, blob.tag());
            List<?> arrived = assertInstanceOf(List.class, wire.decoder.decode(wire.transport(blob)));
            assertSame(memory, arrived.get(0));
            assertSame(memory, arrived.get(1));
        }
    }

    @Test
    void aLambdaThatCapturedItFindsIt() throws Exception {
        try (SharedMemory memory = SharedMemory.allocate(8)) {
            Task<SharedMemory> lambda = () -> memory;
            assertSame(memory, wire.send(lambda).call());
        }
    }

    @Test
    void besideWhatNeedsAStreamItGoesByThat() {
        try (SharedMemory memory = SharedMemory.allocate(8)) {
            Blob blob = wire.encoder.encode(new Holder(memory));
            assertEquals(Tag.OBJECT, blob.tag());
            Holder arrived = assertInstanceOf(Holder.class, wire.decoder.decode(wire.transport(blob)));
            assertSame(memory, arrived.memory);
        }
    }

    @Test
    void whatWasClosedGoesNowhere() {
        SharedMemory memory = SharedMemory.allocate(8);
        Blob sent = wire.encoder.encode(memory);
        memory.close();
        assertThrows(NotSerializableTaskException.class, () -> wire.encoder.encode(memory));
        NotSerializableTaskException gone =
                assertThrows(NotSerializableTaskException.class, () -> wire.decoder.decode(wire.transport(sent)));
        assertInstanceOf(InvalidObjectException.class, gone.getCause());
    }

    @Test
    void anyOtherClassHasNoTickets() {
        assertThrows(InvalidClassException.class, () -> Tickets.of(Holder.class));
    }
}
