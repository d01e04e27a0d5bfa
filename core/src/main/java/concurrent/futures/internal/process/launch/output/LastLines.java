package concurrent.futures.internal.process.launch.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Keeps the last lines of a stream.
public final class LastLines {
    static final int COUNT = 50;

    /// The rest of a longer line is not kept.
    private static final int LONGEST = 2_000;

    private final Deque<String> lines = new ArrayDeque<>();

    /// Keeps a line, and forgets the oldest.
    public synchronized void add(String line) {
        if (lines.size() == COUNT) {
            lines.removeFirst();
        }
        lines.addLast(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
    }

    /// The lines, oldest first.
    public synchronized List<String> get() {
        return List.copyOf(lines);
    }
}
