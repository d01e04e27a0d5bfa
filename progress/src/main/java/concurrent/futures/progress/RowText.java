package concurrent.futures.progress;

import concurrent.futures.spi.ProgressRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A row in words, and with a bar where it is known how much there is to do.
///
/// ```text
/// resize  ██████████░░░░░░░░░░  52%  2600/5000  3 failed  8 running  40.1/s  1:00 left
/// walk    1234 done  8 running  211/s  0:06
/// ```
///
/// Where the terminal is too narrow, the bar shrinks, then the less important words go, then the name is cut. No number
/// is: half of one would be another one.
final class RowText {
    private static final int LONGEST_BAR = 40;
    private static final int SHORTEST_BAR = 8;
    private static final int SHORTEST_NAME = 4;
    private static final String GAP = "  ";

    private final boolean isUnicode;

    /// @param isUnicode whether blocks can be written
    RowText(boolean isUnicode) {
        this.isUnicode = isUnicode;
    }

    /// @param row what to show
    /// @param nameColumns how wide the names are
    /// @param most columns of all
    String of(ProgressRow row, int nameColumns, int most) {
        List<String> words = words(row);
        String percent = row.fraction() < 0 ? "" : percent(row.fraction());
        while (nameColumns + columns(percent, words) > most && words.size() > 1) {
            words.removeLast();
        }
        int shortest = Math.min(SHORTEST_NAME, nameColumns);
        if (shortest + columns(percent, words) > most) {
            words.clear();
        }
        if (shortest + columns(percent, words) > most) {
            percent = "";
        }
        int spare = most - columns(percent, words);
        int room = Math.min(nameColumns, spare);
        StringBuilder text = new StringBuilder(Columns.pad(Columns.cut(row.name(), room), room));
        int bar = Math.min(LONGEST_BAR, spare - room - GAP.length());
        if (!percent.isEmpty()) {
            if (bar >= SHORTEST_BAR) {
                text.append(GAP).append(bar(row.fraction(), bar));
            }
            text.append(GAP).append(percent);
        }
        words.forEach(word -> text.append(GAP).append(word));
        return text.toString();
    }

    /// What is beside the name.
    private static int columns(String percent, List<String> words) {
        int columns = percent.isEmpty() ? 0 : GAP.length() + percent.length();
        for (String word : words) {
            columns += GAP.length() + word.length();
        }
        return columns;
    }

    /// The most important first.
    private static List<String> words(ProgressRow row) {
        List<String> words = new ArrayList<>();
        words.add(row.total() < 0 ? row.done() + " done" : row.done() + "/" + row.total());
        add(words, row.failed(), "failed");
        add(words, row.cancelled(), "cancelled");
        add(words, row.retried(), "retried");
        if (!row.isOver()) {
            add(words, row.running(), "running");
        }
        Duration remaining = row.remaining();
        if (row.isOver()) {
            words.add("took " + clock(row.elapsed()));
        } else {
            words.add(remaining == null ? clock(row.elapsed()) : clock(remaining) + " left");
        }
        if (row.rate() > 0) {
            words.add(rate(row.rate()));
        }
        return words;
    }

    private static void add(List<String> words, long count, String what) {
        if (count > 0) {
            words.add(count + " " + what);
        }
    }

    /// A whole is shown only when nothing is missing.
    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%3d%%", (int) (fraction * 100));
    }

    private static String rate(double perSecond) {
        if (perSecond >= 10) {
            return String.format(Locale.ROOT, "%.0f/s", perSecond);
        }
        return perSecond >= 0.1
                ? String.format(Locale.ROOT, "%.1f/s", perSecond)
                : String.format(Locale.ROOT, "%.1f/min", perSecond * 60);
    }

    /// Such as 0:05, or 26:03:00.
    private static String clock(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private String bar(double fraction, int columns) {
        int length = isUnicode ? columns : columns - 2;
        int full = (int) (fraction * length);
        return isUnicode
                ? "█".repeat(full) + "░".repeat(length - full)
                : "[" + "#".repeat(full) + ".".repeat(length - full) + "]";
    }
}
