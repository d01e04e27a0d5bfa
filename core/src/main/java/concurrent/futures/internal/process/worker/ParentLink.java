package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;

/// Listens to the parent, in a thread of its own, whatever the tasks do. When there is nobody to listen to any more,
/// the
/// process ends.
final class ParentLink {
    private final Connection connection;
    private final TaskLoop loop;
    private final InterruptGate gate;
    private final ParentWatch watch;
    private volatile boolean leaving;

    ParentLink(Connection connection, TaskLoop loop, InterruptGate gate, ParentWatch watch) {
        this.connection = connection;
        this.loop = loop;
        this.gate = gate;
        this.watch = watch;
    }

    /// Listens until the end of the process.
    void listen() {
        try {
            for (Frame frame = connection.receive(); frame != null; frame = connection.receive()) {
                if (!(frame instanceof Frame.FromParent said)) {
                    throw new WireFormatException("a parent sent what only a worker sends: " + frame.getClass());
                }
                take(said);
            }
        } catch (OutOfMemoryError e) {
            loop.leaveAtOnce("what it was sent did not fit into its heap: " + e);
        } catch (IOException e) {
            // As good as the end of the connection.
            end();
        } catch (Throwable e) {
            loop.leaveAtOnce("what it was sent could not be read: " + e);
        }
        end();
    }

    /// The process ends: does not listen any more, if nothing is missed by that. A JVM that ends waits, for a third of
    /// a
    /// second, for threads that are blocked in the system, as this one is.
    void leave() {
        loop.tellExit();
        if (loop.needsNoMore()) {
            leaving = true;
            connection.stopReceiving();
        }
    }

    private void end() {
        if (leaving) {
            watch.untilParentIsGone();
        }
        watch.parentIsGone();
    }

    private void take(Frame.FromParent frame) {
        switch (frame) {
            case Frame.Setup setup -> loop.add(setup);
            case Frame.Define definitions -> loop.define(definitions);
            case Frame.Share share -> loop.share(share);
            case Frame.Forget forget -> loop.forget(forget);
            case Frame.Run run -> loop.add(run);
            case Frame.Interrupt interrupt -> gate.interrupt(interrupt.task());
            case Frame.ClassReply reply -> loop.take(reply);
            case Frame.Shutdown shutdown -> loop.add(shutdown);
        }
    }
}
