package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Listens to the parent, in a thread of its own, whatever the tasks do. When there is nobody to listen to any more,
/// the process ends.
final class ParentLink {
    /// How often a process that is about to end, and listens no more, looks whether its parent is still there.
    private static final long LOOK_MILLIS = 300;

    private final Connection connection;
    private final TaskLoop loop;
    private final ParentClasses classes;
    private final InterruptGate gate;
    private final ParentWatch watch;
    private volatile boolean leaving;

    ParentLink(Connection connection, TaskLoop loop, ParentClasses classes, InterruptGate gate, ParentWatch watch) {
        this.connection = connection;
        this.loop = loop;
        this.classes = classes;
        this.gate = gate;
        this.watch = watch;
    }

    /// Listens until the end of the process.
    void listen() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = takeNext();
            }
        } catch (OutOfMemoryError e) {
            loop.leaveAtOnce("what it was sent did not fit into its heap: " + e);
        } catch (IOException e) {
            // As good as the end of the connection.
            watch.parentIsGone();
        } catch (Throwable e) {
            loop.leaveAtOnce("what it was sent could not be read: " + e);
        }
        watch.parentIsGone();
    }

    /// Waits for the next frame, and takes it. A method of its own, so that while it waits no frame of this thread
    /// keeps the task that came before.
    ///
    /// @return `false` if the parent says no more
    private boolean takeNext() throws IOException {
        Frame frame = next();
        if (frame == null) {
            return false;
        }
        if (!(frame instanceof Frame.FromParent said)) {
            throw new WireFormatException("a parent sent what only a worker sends: " + frame.getClass());
        }
        take(said);
        return true;
    }

    private @Nullable Frame next() throws IOException {
        while (leaving && !classes.awaitQuestion(LOOK_MILLIS)) {
            if (!watch.isParentThere()) {
                return null;
            }
        }
        return connection.receive();
    }

    /// The process ends, with its shutdown hooks, which may need classes. From now on, the thread that listens does so
    /// only while somebody waits for an answer: a JVM that ends waits, for a third of a second, for threads that are
    /// blocked in the system. The parent's next answer brings it back from there.
    void leave() {
        loop.tellExit();
        leaving = true;
        try {
            classes.askForAnything().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // The parent is busy: so be it, the end takes longer.
            return;
        }
    }

    private void take(Frame.FromParent frame) {
        switch (frame) {
            case Frame.Setup setup -> loop.add(setup);
            case Frame.Define definitions -> loop.define(definitions);
            case Frame.Share share -> loop.share(share);
            case Frame.Forget forget -> loop.forget(forget);
            case Frame.Run run -> loop.add(run);
            case Frame.Interrupt interrupt -> gate.interrupt(interrupt.task());
            case Frame.ClassReply reply -> classes.take(reply.request(), reply);
            case Frame.ResourceReply reply -> classes.take(reply.request(), reply);
            case Frame.ForgetLoader forget -> loop.forget(forget);
            case Frame.Reply reply -> loop.take(reply);
            case Frame.Ended ended -> loop.take(ended);
            case Frame.LogPublished published -> loop.published(published);
            case Frame.Shutdown shutdown -> loop.add(shutdown);
        }
    }
}
