package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.process.transport.Invitation;
import concurrent.futures.internal.process.transport.Rings;
import concurrent.futures.internal.wire.Frame;
import java.io.IOException;

/// The main class of a worker process.
///
/// Reads from standard input where its parent waits for it, connects, and starts two threads: one that listens to the
/// parent, and one, named `main`, that runs the tasks. Both are out of reach of stray interrupts, which would close
/// the connection.
public final class WorkerMain {
    private WorkerMain() {}

    /// Starts the worker.
    ///
    /// @param args none
    /// @throws IOException if the parent can not be reached: it is gone
    /// @throws InterruptedException never: nobody knows this thread
    public static void main(String[] args) throws IOException, InterruptedException {
        Thread signals = TerminalSignals.disregard();
        Threads.start("concurrent-futures-sockets", /* daemon= */ true, Connection::prepare);
        Invitation invitation = Invitation.read(System.in);
        ClaimPage claims = ClaimPage.open(invitation.claimPage());
        Rings rings = Rings.open(invitation.rings());
        // Should the parent be dead already, nobody else does so for long.
        rings.removeFile();
        Connection connection = Connection.toParent(
                invitation.socket(),
                rings,
                new Frame.Hello(
                        invitation.secret(),
                        ProcessHandle.current().pid(),
                        Runtime.version().feature()));
        Outbox outbox = new Outbox(connection);
        InterruptGate gate = new InterruptGate();
        ParentClasses classes = new ParentClasses(outbox);
        TaskLoop loop = new TaskLoop(claims, outbox, gate, classes);
        ParentLink link = new ParentLink(connection, loop, classes, gate, new ParentWatch(invitation));
        Runtime.getRuntime().addShutdownHook(Threads.unstarted("concurrent-futures-leaving", link::leave));
        // Before the initializer, which may want to handle signals itself.
        signals.join();
        loop.start(link);
        Threads.startUninterruptible("concurrent-futures-parent-link", link::listen);
    }
}
