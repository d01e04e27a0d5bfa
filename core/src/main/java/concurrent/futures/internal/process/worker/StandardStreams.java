package concurrent.futures.internal.process.worker;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/// Flushes what a task has printed before its answer is sent; and nothing where it has printed nothing, since to look
/// into four locked buffers takes longer than many a task.
///
/// So it takes the places of `System.out` and `System.err`, and notes what goes through to them. A task may put
/// anything into these places: that is flushed in any case.
final class StandardStreams {
    private final Noted out = new Noted(System.out);
    private final Noted err = new Noted(System.err);

    /// Notes whether something was written since it was looked at.
    private static final class Noted extends FilterOutputStream {
        final PrintStream face;

        /// Set behind what is written, which somebody may flush meanwhile. Of a thread that a task does not wait for,
        /// the task's end may not know yet: then it is flushed after the next one, as it would be if it came later.
        private boolean written;

        Noted(PrintStream target) {
            super(target);
            this.face = new PrintStream(this, /* autoFlush= */ false, target.charset());
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            written = true;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            written = true;
        }

        void flushIfWritten() throws IOException {
            if (written) {
                written = false;
                flush();
            }
        }
    }

    /// Takes the places.
    void install() {
        System.setOut(out.face);
        System.setErr(err.face);
    }

    /// What was printed is out when this returns.
    void flush() {
        try {
            flush(System.out, out);
            flush(System.err, err);
        } catch (Throwable e) {
            // A task may have put anything in their places.
            return;
        }
    }

    private static void flush(PrintStream current, Noted ours) throws IOException {
        if (current != ours.face) {
            current.flush();
        }
        ours.flushIfWritten();
    }
}
