package concurrent.futures.internal.process.transport;

import java.io.IOException;

/// Wakes a thread of the peer, and lets one thread here sleep until the peer wakes it, or is gone.
///
/// Single bytes travel that mean nothing. See [Ring] for when one is sent: there is never more than one on its way in
/// each direction.
interface Bell extends AutoCloseable {
    /// Wakes the peer. Does not block, and in the parent, the thread may be interrupted.
    ///
    /// @throws IOException if the peer is gone, or the bell was closed here
    void ring() throws IOException;

    /// Waits until the peer rings. Out of reach of interrupts only.
    ///
    /// @return `false` if it will not any more: it is gone, or [#hangUp] was called
    /// @throws IOException if the bell was closed here
    boolean await() throws IOException;

    /// Nobody will ring any more, whoever may hold the other end; who waits is woken.
    void hangUp();

    /// Lets the peer see the end, and wakes who waits here. Again: closes what could not be closed for lack of memory.
    /// By pipes, a worker's end closes with its process, see [PipeBell].
    @Override
    void close();

    /// Gives back what closing has left, since somebody might still use it. Nobody waits here any more.
    void release();
}
