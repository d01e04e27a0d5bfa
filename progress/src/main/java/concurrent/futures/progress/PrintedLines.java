package concurrent.futures.progress;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// What the program prints while rows are drawn: it goes to where it would go, line by line, and the rows give way.
///
/// A line without an end waits for it, or for the end of the drawing. Whoever has got hold of a stream while it was in
/// the place of the program's may keep it: it goes on, and passes all through. It is begun and ended by one thread.
final class PrintedLines {
    /// A longer line does not wait for its end.
    private static final int LONGEST_HELD = 1 << 13;

    private final TerminalProgress progress;
    private final Set<Stream> streams;

    private final List<Lines> replaced = new ArrayList<>();

    /// The standard streams.
    enum Stream {
        OUT,
        ERR,
    }

    /// @param progress gives way
    /// @param streams those that go to the terminal
    PrintedLines(TerminalProgress progress, Set<Stream> streams) {
        this.progress = progress;
        this.streams = streams;
    }

    /// From now on, what is printed is printed so.
    void begin() {
        if (streams.contains(Stream.ERR)) {
            Lines err = new Lines(System.err);
            System.setErr(err.stream);
            replaced.add(err);
        }
        if (streams.contains(Stream.OUT)) {
            Lines out = new Lines(System.out);
            System.setOut(out.stream);
            replaced.add(out);
        }
    }

    /// Gives the streams back, unless somebody else has replaced them meanwhile.
    void end() {
        for (Lines lines : replaced) {
            if (System.err == lines.stream) {
                System.setErr(lines.original);
            }
            if (System.out == lines.stream) {
                System.setOut(lines.original);
            }
            lines.stream.flush();
            lines.pass();
        }
        replaced.clear();
    }

    /// Takes bytes, and hands on whole lines. Guarded by itself; handing on, it holds no lock of its own.
    private final class Lines extends OutputStream {
        private final PrintStream original;
        private final PrintStream stream;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private boolean passes;

        Lines(PrintStream original) {
            this.original = original;
            this.stream = new PrintStream(this, /* autoFlush= */ true, original.charset());
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            byte[] whole = take(bytes, offset, length);
            if (whole.length > 0) {
                progress.print(() -> handOn(whole));
            }
        }

        private synchronized byte[] take(byte[] bytes, int offset, int length) {
            line.write(bytes, offset, length);
            byte[] all = line.toByteArray();
            int end = all.length;
            while (!passes && all.length <= LONGEST_HELD && end > 0 && all[end - 1] != '\n') {
                end--;
            }
            line.reset();
            line.write(all, end, all.length - end);
            return Arrays.copyOf(all, end);
        }

        private void handOn(byte[] whole) {
            original.write(whole, 0, whole.length);
            original.flush();
        }

        /// From now on, all passes through.
        void pass() {
            byte[] rest;
            synchronized (this) {
                passes = true;
                rest = line.toByteArray();
                line.reset();
            }
            if (rest.length > 0) {
                handOn(rest);
            }
        }
    }
}
