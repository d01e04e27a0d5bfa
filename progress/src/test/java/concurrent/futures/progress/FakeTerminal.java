package concurrent.futures.progress;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// A terminal that shows in a list of lines what would be seen, with all that has scrolled away.
///
/// It knows what is written to it here: text, the end of a line, the return, the way up, and the erasing of what is
/// below. A line that is full goes on in the next one, and when the terminal is made narrower, so do those before.
final class FakeTerminal extends OutputStream implements Terminal {
    private static final int ESCAPE = 27;

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private final StringBuilder sequence = new StringBuilder();
    private final PrintStream out;
    private Size size;
    private int row;
    private int column;

    FakeTerminal(int columns, int height) {
        this(columns, height, StandardCharsets.ISO_8859_1);
    }

    private FakeTerminal(int columns, int height, Charset charset) {
        this.size = new Size(columns, height);
        this.out = new PrintStream(this, /* autoFlush= */ true, charset);
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public synchronized Size size() {
        return size;
    }

    /// Gives it another width, to which all lines are broken; the cursor stays behind its character.
    synchronized void resize(int columns) {
        List<StringBuilder> broken = new ArrayList<>();
        int newRow = 0;
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).toString();
            for (int from = 0; from == 0 || from < text.length(); from += columns) {
                broken.add(new StringBuilder(text.substring(from, Math.min(text.length(), from + columns))));
            }
            if (i == row) {
                newRow = broken.size() - 1;
            }
        }
        lines.clear();
        lines.addAll(broken);
        row = newRow;
        column = lines.get(row).length();
        size = new Size(columns, size.lines());
    }

    @Override
    public synchronized void write(int b) {
        int c = b & 0xff;
        if (c == ESCAPE || !sequence.isEmpty()) {
            sequence.append((char) c);
            if (Character.isLetter(c)) {
                execute(sequence.toString());
                sequence.setLength(0);
            }
        } else if (c == '\n') {
            goDown();
        } else if (c == '\r') {
            column = 0;
        } else {
            put((char) c);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    private void goDown() {
        column = 0;
        row++;
        if (row == lines.size()) {
            lines.add(new StringBuilder());
        }
    }

    private void put(char c) {
        if (column == size.columns()) {
            goDown();
        }
        StringBuilder line = lines.get(row);
        line.append(" ".repeat(Math.max(0, column + 1 - line.length())));
        line.setCharAt(column, c);
        column++;
    }

    private void execute(String command) {
        if (command.endsWith("A")) {
            row -= Integer.parseInt(command.substring(2, command.length() - 1));
        } else if (command.equals("\033[J")) {
            lines.subList(row + 1, lines.size()).clear();
            lines.get(row).setLength(column);
        } else {
            throw new IllegalArgumentException("unknown: " + command.replace("\033", "ESC"));
        }
    }

    /// What is seen, without the spaces at the end of lines, and without the empty line at the end.
    synchronized List<String> lines() {
        List<String> seen = lines.stream()
                .map(line -> line.toString().stripTrailing())
                .collect(Collectors.toCollection(ArrayList::new));
        if (seen.getLast().isEmpty()) {
            seen.removeLast();
        }
        return Collections.unmodifiableList(seen);
    }

    /// Whether the cursor is at the beginning of a line.
    synchronized boolean isAtBeginning() {
        return column == 0;
    }
}
