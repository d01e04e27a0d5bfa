package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Listens to the parent. When there is nobody to listen to any more, the process ends.
///
/// Two threads take turns. Between tasks, that of the tasks listens, so that a task comes to it without a detour.
/// While a task runs, a thread of the link's own does, which sleeps unless there is something that the task, or what
/// it waits for, has to know at once.
///
/// ```
///   the tasks' thread    lock  turnBack  receive … receive  turnAway  unlock  isAway?  task …
///   the link's thread    awaitUrgent … a bell: tryLock  receive … receive  turnAway  unlock  awaitUrgent …
/// ```
///
/// The bell may come when the tasks' thread has turned away and still holds the lock: then the other one sleeps again,
/// and the first one sees at `isAway` that there was a bell.
final class ParentLink {
    /// How often a process that is about to end, and listens no more, looks whether its parent is still there.
    private static final long LOOK_MILLIS = 300;

    /// How many answers at most it takes to free both threads.
    private static final int MOST_QUESTIONS = 3;

    private interface Listening {
        void run() throws IOException;
    }

    private final Connection connection;
    private final TaskLoop loop;
    private final ParentClasses classes;
    private final InterruptGate gate;
    private final ParentWatch watch;

    /// Held by the one who listens.
    private final ReentrantLock listening = new ReentrantLock();

    private volatile boolean leaving;
    private volatile boolean isFree;

    ParentLink(Connection connection, TaskLoop loop, ParentClasses classes, InterruptGate gate, ParentWatch watch) {
        this.connection = connection;
        this.loop = loop;
        this.classes = classes;
        this.gate = gate;
        this.watch = watch;
    }

    /// Listens while tasks run, until the end of the process.
    void listen() {
        guard(new Listening() {
            @Override
            public void run() throws IOException {
                listenBeside();
            }
        });
    }

    private void listenBeside() throws IOException {
        while (mayWait() && connection.awaitUrgent()) {
            if (listening.tryLock()) {
                try {
                    takeAll();
                } finally {
                    listening.unlock();
                }
            }
        }
        watch.parentIsGone();
    }

    /// Listens between tasks, in their thread.
    ///
    /// @param isEnough whether there is something to do; if the process ends, this returns before that
    void listenUntil(BooleanSupplier isEnough) {
        guard(new Listening() {
            @Override
            public void run() throws IOException {
                listenBetweenTasks(isEnough);
            }
        });
    }

    private void listenBetweenTasks(BooleanSupplier isEnough) throws IOException {
        listening.lock();
        try {
            connection.turnBack();
            while (!isEnough.getAsBoolean() && !leaving) {
                takeNext();
            }
            takeAll();
        } finally {
            listening.unlock();
        }
        while (!connection.isAway() && listening.tryLock()) {
            try {
                takeAll();
            } finally {
                listening.unlock();
            }
        }
    }

    /// Waits for the next frame, and takes it. A method of its own, so that while it waits no frame of this thread
    /// keeps the task that came before.
    private void takeNext() throws IOException {
        Frame frame = connection.receive();
        if (frame == null) {
            watch.parentIsGone();
        } else {
            take(frame);
        }
    }

    private void takeAll() throws IOException {
        do {
            for (Frame frame = connection.receiveReady(); frame != null; frame = connection.receiveReady()) {
                take(frame);
            }
        } while (!connection.turnAway());
    }

    private void guard(Listening part) {
        try {
            part.run();
        } catch (OutOfMemoryError e) {
            loop.leaveAtOnce("what it was sent did not fit into its heap: " + e);
        } catch (IOException e) {
            // As good as the end of the connection.
            watch.parentIsGone();
        } catch (Throwable e) {
            loop.leaveAtOnce("what it was sent could not be read: " + e);
        }
    }

    private boolean mayWait() {
        while (leaving) {
            isFree = true;
            if (classes.awaitQuestion(LOOK_MILLIS)) {
                return true;
            }
            if (!watch.isParentThere()) {
                return false;
            }
        }
        return true;
    }

    /// The process ends, with its shutdown hooks, which may need classes. From now on, only the link's thread
    /// listens, and only while somebody waits for an answer: a JVM that ends waits, for a third of a second, for
    /// threads that are blocked in the system. The parent's next answers bring them back from there.
    void leave() {
        loop.tellExit();
        leaving = true;
        try {
            for (int i = 0; i < MOST_QUESTIONS && !isFree; i++) {
                classes.askForAnything().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // The parent is busy: so be it, the end takes longer.
            return;
        }
    }

    private void take(Frame frame) {
        if (!(frame instanceof Frame.FromParent said)) {
            throw new WireFormatException("a parent sent what only a worker sends: " + frame.getClass());
        }
        // What every start needs comes before the switch, whose first use takes a JVM that starts a while.
        if (said instanceof Frame.Run run) {
            loop.add(run);
        } else if (said instanceof Frame.Elements elements) {
            loop.add(elements);
        } else if (said instanceof Frame.Define definitions) {
            loop.define(definitions);
        } else if (said instanceof Frame.Setup setup) {
            loop.add(setup);
        } else if (said instanceof Frame.Share share) {
            loop.share(share);
        } else if (said instanceof Frame.Shutdown shutdown) {
            loop.add(shutdown);
        } else {
            takeAny(said);
        }
    }

    private void takeAny(Frame.FromParent frame) {
        switch (frame) {
            case Frame.Setup setup -> loop.add(setup);
            case Frame.Define definitions -> loop.define(definitions);
            case Frame.Share share -> loop.share(share);
            case Frame.Forget forget -> loop.forget(forget);
            case Frame.Run run -> loop.add(run);
            case Frame.Elements elements -> loop.add(elements);
            case Frame.Interrupt interrupt -> gate.interrupt(interrupt.task());
            case Frame.ClassReply reply -> classes.take(reply.request(), reply);
            case Frame.ResourceReply reply -> classes.take(reply.request(), reply);
            case Frame.ForgetLoader forget -> loop.forget(forget);
            case Frame.Reply reply -> loop.take(reply);
            case Frame.Ended ended -> loop.take(ended);
            case Frame.LogPublished published -> loop.published(published);
            case Frame.Measure measure -> loop.measure();
            case Frame.Shutdown shutdown -> loop.add(shutdown);
        }
    }
}
