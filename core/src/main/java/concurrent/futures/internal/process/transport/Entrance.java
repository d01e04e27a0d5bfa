package concurrent.futures.internal.process.transport;

import concurrent.futures.internal.wire.Frame;
import java.io.IOException;
import java.util.function.Predicate;

/// Where the parent waits for one worker to connect.
public sealed interface Entrance extends AutoCloseable permits PipeEntrance, SocketEntrance {
    /// Opens it, before the worker is told of it.
    ///
    /// @param address where; pipes exist already, and a socket must not
    /// @return an open entrance
    /// @throws IOException if it can not be opened
    static Entrance open(Address address) throws IOException {
        return address.isPipes() ? PipeEntrance.open(address) : SocketEntrance.open(address.path());
    }

    /// Waits for the worker, and closes the entrance behind it. Once at most. Out of reach of interrupts only.
    ///
    /// @param isExpected whether a first frame is that of the worker
    /// @param rings for the connection, which owns them if it is made
    /// @return a connection to the worker
    /// @throws java.nio.channels.ClosedChannelException if the entrance was closed: the worker will not come
    /// @throws IOException if accepting fails
    Connection accept(Predicate<? super Frame> isExpected, Rings rings) throws IOException;

    /// Closes the entrance, wakes the one who waits in [#accept], and removes its names from the file system. Once the
    /// worker has come, does nothing.
    @Override
    void close();
}
