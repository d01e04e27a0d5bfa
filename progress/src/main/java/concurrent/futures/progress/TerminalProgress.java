package concurrent.futures.progress;

import concurrent.futures.progress.PrintedLines.Stream;
import concurrent.futures.spi.ProgressDisplay;
import concurrent.futures.spi.ProgressRow;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Draws rows at the foot of the terminal that standard error goes to. Found by the service loader; nobody else makes
/// one.
///
/// What is drawn is erased, and drawn again, several times a second. Who prints has it erased before, and it is drawn
/// again when nobody prints. So a line is never torn, as long as it comes this way: lines of workers do, and what the
/// program prints to `System.out` and `System.err`, which are [replaced][PrintedLines] while something is drawn.
///
/// Guarded by itself. Nobody prints with that lock held: who prints holds that of a stream, and may want this one.
public final class TerminalProgress implements ProgressDisplay {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /// A run that is over before anybody could have read a bar has none.
    static final Duration SHORT = Duration.ofMillis(300);

    private static final String ERASE_BELOW = "\033[J";

    private final Terminal terminal;
    private final PrintedLines lines;

    /// Where it is drawn, while something is shown.
    private @Nullable PrintStream out;

    /// What is there now: how many columns each line has.
    private List<Integer> drawn = List.of();

    /// What is over, and has not been written, since somebody printed.
    private final List<ProgressRow> over = new ArrayList<>();

    /// How many print just now.
    private int printing;

    private int width = Terminal.Size.USUAL.columns();

    /// Made by the service loader.
    public TerminalProgress() {
        this(new StandardError(), StandardError.streams());
    }

    /// @param terminal to draw on
    /// @param streams of the program that print there
    TerminalProgress(Terminal terminal, Set<Stream> streams) {
        this.terminal = terminal;
        this.lines = new PrintedLines(this, streams);
    }

    @Override
    public boolean isUsable() {
        return terminal.isThere();
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void show(List<ProgressRow> rows) {
        Terminal.Size size = terminal.size();
        synchronized (this) {
            width = size.columns();
            rows.stream()
                    .filter(row -> row.isOver() && row.elapsed().compareTo(SHORT) >= 0)
                    .forEach(over::add);
            if (printing == 0) {
                List<ProgressRow> open = rows.stream()
                        .filter(row -> !row.isOver() && row.elapsed().compareTo(SHORT) >= 0)
                        .toList();
                draw(open, size.lines());
            }
        }
    }

    private void draw(List<ProgressRow> open, int height) {
        if (open.isEmpty() && over.isEmpty() && drawn.isEmpty()) {
            return;
        }
        PrintStream to = begin();
        RowText text = new RowText(to.charset().newEncoder().canEncode("█░"));
        int most = Math.max(1, width - 1); // In the last column, some terminals wrap.
        int nameColumns = Math.min(nameColumns(open, over), Math.max(8, most / 3));
        StringBuilder frame = new StringBuilder(erasing());
        for (ProgressRow row : over) {
            frame.append(text.of(row, nameColumns, most)).append('\n');
        }
        over.clear();
        List<Integer> columns = new ArrayList<>();
        int room = Math.max(1, height - 1);
        for (int i = 0; i < open.size() && i < room; i++) {
            boolean isRest = i == room - 1 && open.size() > room;
            String line = isRest
                    ? Columns.cut("... and " + (open.size() - i) + " more", most)
                    : text.of(open.get(i), nameColumns, most);
            frame.append(i == 0 ? "" : "\n").append(line);
            columns.add(Columns.of(line));
        }
        drawn = columns;
        to.print(frame);
        to.flush();
    }

    private static int nameColumns(List<ProgressRow> some, List<ProgressRow> others) {
        int most = 0;
        for (List<ProgressRow> rows : List.of(some, others)) {
            for (ProgressRow row : rows) {
                most = Math.max(most, Columns.of(row.name()));
            }
        }
        return most;
    }

    private PrintStream begin() {
        PrintStream to = out;
        if (to == null) {
            to = terminal.out();
            out = to;
            lines.begin();
        }
        return to;
    }

    /// What erases that which is there. A terminal that has become narrower has broken its lines.
    private String erasing() {
        if (drawn.isEmpty()) {
            return "";
        }
        int high = 0;
        for (int columns : drawn) {
            high += Math.max(1, (columns + width - 1) / width);
        }
        return "\r" + (high > 1 ? "\033[" + (high - 1) + "A" : "") + ERASE_BELOW;
    }

    @Override
    public void print(Runnable printed) {
        giveWay();
        try {
            printed.run();
        } finally {
            synchronized (this) {
                printing--;
            }
        }
    }

    private synchronized void giveWay() {
        printing++;
        PrintStream to = out;
        if (to != null && !drawn.isEmpty()) {
            to.print(erasing());
            to.flush();
            drawn = List.of();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!over.isEmpty()) {
                draw(List.of(), 1);
            }
            PrintStream to = out;
            if (to != null && !drawn.isEmpty()) {
                to.println();
                drawn = List.of();
            }
            out = null;
        }
        lines.end();
    }
}
