package concurrent.futures.internal.process.transport;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// The ends of a connection's named pipes that one process has: a pipe for each bell, and direction in which it is
/// rung.
///
/// ```
///   pipe     who strikes   who hears, and sleeps meanwhile
///   ANSWERS  worker        parent: who receives
///   ROOM     worker        parent: who sends, until there is room
///   TAKEN    parent        worker: who sends, until there is room
///   IDLE     parent        worker: who receives
///   BUSY     parent        worker: a second thread, until there is something urgent
/// ```
///
/// Who reads a pipe finds its end when nobody has it open for writing. So a worker learns of the death of its parent,
/// which alone has open for writing what the worker reads. A parent learns of the death of a worker from the system.
///
/// Who opens a pipe waits until somebody has opened its other end, and that one may be dead. To open it in both
/// directions does not wait; so that is how each is opened first.
final class Pipes implements AutoCloseable {
    private static final int ANSWERS = 0;
    private static final int ROOM = 1;
    private static final int TAKEN = 2;
    private static final int IDLE = 3;
    private static final int BUSY = 4;

    private static final String BOTH_WAYS = "rw";

    private final List<String> names;
    private final List<Closeable> opened = new ArrayList<>();
    private final List<Closeable> untilThePeerIsThere = new ArrayList<>();
    private final Bells bells;

    private Pipes(List<String> names, boolean isParent) throws IOException {
        this.names = names;
        try {
            this.bells = isParent ? ofParent() : ofWorker();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /// Opens the parent's ends, before the worker does its own.
    ///
    /// @param names of the pipes, which exist: as many as [Address#PIPES]
    /// @return ends, to be told when the worker has come
    /// @throws IOException if one can not be opened; then none is open
    static Pipes openInParent(List<String> names) throws IOException {
        return new Pipes(names, /* isParent= */ true);
    }

    /// Opens the worker's ends, after the parent's.
    ///
    /// @param names of the pipes
    /// @return what it rings, and hears
    /// @throws IOException if one can not be opened; then none is open
    static Bells openInWorker(List<String> names) throws IOException {
        Pipes pipes = new Pipes(names, /* isParent= */ false);
        pipes.peerHasCome();
        return pipes.bells;
    }

    private Bells ofParent() throws IOException {
        RandomAccessFile answers = open(ANSWERS);
        RandomAccessFile room = open(ROOM);
        return new Bells(
                new PipeBell(toHear(answers), toStrike(answers), toStrikeOnly(TAKEN)),
                new PipeBell(toHear(room), toStrike(room), null),
                new PipeBell(null, null, toStrikeOnly(IDLE)),
                new PipeBell(null, null, toStrikeOnly(BUSY)));
    }

    private Bells ofWorker() throws IOException {
        return new Bells(
                new PipeBell(toHearOnly(TAKEN), null, toStrike(open(ANSWERS))),
                new PipeBell(null, null, toStrike(open(ROOM))),
                new PipeBell(toHearOnly(IDLE), null, null),
                new PipeBell(toHearOnly(BUSY), null, null));
    }

    Bells bells() {
        return bells;
    }

    /// The peer has opened its ends: what was open for both directions until now is open for one.
    void peerHasCome() {
        closeAll(untilThePeerIsThere);
    }

    /// Closes everything: nobody uses it yet, or any more.
    @Override
    public void close() {
        closeAll(untilThePeerIsThere);
        closeAll(opened);
    }

    private RandomAccessFile open(int pipe) throws IOException {
        return bothWays(pipe, opened);
    }

    private void openUntilThePeerIsThere(int pipe) throws IOException {
        bothWays(pipe, untilThePeerIsThere);
    }

    /// If the pipe is gone, that makes a file in its place, which is taken away again.
    private RandomAccessFile bothWays(int pipe, List<Closeable> into) throws IOException {
        File name = new File(names.get(pipe));
        RandomAccessFile both = new RandomAccessFile(name, BOTH_WAYS);
        into.add(both);
        if (name.isFile()) {
            Files.deleteIfExists(name.toPath());
            throw new FileNotFoundException(name + ": the pipe is gone");
        }
        return both;
    }

    private InputStream toHearOnly(int pipe) throws IOException {
        openUntilThePeerIsThere(pipe);
        InputStream only = new FileInputStream(names.get(pipe));
        opened.add(only);
        return only;
    }

    private OutputStream toStrikeOnly(int pipe) throws IOException {
        openUntilThePeerIsThere(pipe);
        OutputStream only = new FileOutputStream(names.get(pipe));
        opened.add(only);
        return only;
    }

    private static InputStream toHear(RandomAccessFile both) throws IOException {
        return new FileInputStream(both.getFD());
    }

    private static OutputStream toStrike(RandomAccessFile both) throws IOException {
        return new FileOutputStream(both.getFD());
    }

    private static void closeAll(List<Closeable> ends) {
        for (Closeable end : ends) {
            Ends.close(end);
        }
        ends.clear();
    }
}
