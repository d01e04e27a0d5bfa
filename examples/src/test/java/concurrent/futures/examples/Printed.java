package concurrent.futures.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.IntConsumer;

/// What a program printed, line by line.
///
/// @param out the lines on standard output
/// @param err the lines on standard error
record Printed(List<String> out, List<String> err) {
    /// A program to run.
    interface Program {
        void main(String... args) throws Exception;
    }

    static Printed by(Program program, String... args) throws Exception {
        return by(lines -> {}, program, args);
    }

    /// Runs a program, and tells how many lines it has printed each time that it ends one.
    static Printed by(IntConsumer lines, Program program, String... args) throws Exception {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        Lines out = new Lines(lines);
        Lines err = new Lines(count -> {});
        System.setOut(new PrintStream(out, /* autoFlush= */ true, UTF_8));
        System.setErr(new PrintStream(err, /* autoFlush= */ true, UTF_8));
        try {
            program.main(args);
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
        return new Printed(out.lines(), err.lines());
    }

    private static final class Lines extends ByteArrayOutputStream {
        private final IntConsumer listener;

        Lines(IntConsumer listener) {
            this.listener = listener;
        }

        @Override
        public void flush() {
            listener.accept(lines().size());
        }

        List<String> lines() {
            return toString(UTF_8).lines().toList();
        }
    }
}
