package concurrent.futures.cli.demo;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Takes what programs in this JVM print, line by line, until it is closed. Safe for use by many threads.
final class StandardOutput extends OutputStream {
    private final Consumer<String> reader;
    private final PrintStream before = System.out;
    private final List<String> lines = new ArrayList<>();
    private byte[] line = new byte[256];
    private int length;

    private StandardOutput(Consumer<String> reader) {
        this.reader = reader;
    }

    static StandardOutput redirect(Consumer<String> reader) {
        StandardOutput output = new StandardOutput(reader);
        System.setOut(new PrintStream(output, /* autoFlush= */ true, StandardCharsets.UTF_8));
        return output;
    }

    /// All lines so far.
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            String text = new String(line, 0, length, StandardCharsets.UTF_8);
            length = 0;
            lines.add(text);
            reader.accept(text);
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = (byte) b;
    }

    @Override
    public void close() {
        System.setOut(before);
    }
}
