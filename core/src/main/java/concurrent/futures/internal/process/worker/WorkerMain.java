package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.process.transport.Invitation;
import concurrent.futures.internal.process.transport.Rings;
import concurrent.futures.internal.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The main class of a worker process.
///
/// Reads from standard input where its parent waits for it, connects, and starts two threads: one that listens to the
/// parent, and one, named `main`, that runs the tasks. Both are out of reach of stray interrupts, which might close
/// the connection.
public final class WorkerMain {
    private WorkerMain() {}

    /// Starts the worker.
    ///
    /// @param args none
    /// @throws IOException if the parent can not be reached: it is gone
    public static void main(String[] args) throws IOException {
        // Before the initializer, which may want to handle signals itself.
        TerminalSignals.disregard();
        Invitation invitation = Invitation.read(System.in);
        // Classes rather than lambdas, whose first use takes a JVM that starts longer.
        if (!invitation.address().isPipes()) {
            Threads.start(
                    "concurrent-futures-sockets",
                    /* daemon= */ true,
                    new Runnable() {
                        @Override
                        public void run() {
                            Connection.prepareSockets();
                        }
                    });
        }
        ClaimPage claims = ClaimPage.open(invitation.claimPage());
        Rings rings = Rings.open(invitation.rings());
        // Should the parent be dead already, nobody else does so for long.
        rings.removeFile();
        Connection connection = Connection.toParent(
                invitation.address(),
                rings,
                new Frame.Hello(invitation.secret(), ownPid(), Runtime.version().feature()));
        Outbox outbox = new Outbox(connection);
        InterruptGate gate = new InterruptGate();
        ParentClasses classes = new ParentClasses(outbox);
        TaskLoop loop = new TaskLoop(claims, outbox, gate, classes);
        ParentLink link = new ParentLink(connection, loop, classes, gate, new ParentWatch(invitation));
        Runtime.getRuntime().addShutdownHook(Threads.unstarted("concurrent-futures-leaving", new Runnable() {
            @Override
            public void run() {
                link.leave();
            }
        }));
        loop.start(link);
        Threads.startUninterruptible("concurrent-futures-parent-link", new Runnable() {
            @Override
            public void run() {
                link.listen();
            }
        });
    }

    /// As the system shows it, where it does: a `ProcessHandle` comes with threads.
    private static long ownPid() {
        try {
            return Long.parseLong(Files.readSymbolicLink(Path.of("/proc/self")).toString());
        } catch (IOException | NumberFormatException | UnsupportedOperationException e) {
            return ProcessHandle.current().pid();
        }
    }
}
