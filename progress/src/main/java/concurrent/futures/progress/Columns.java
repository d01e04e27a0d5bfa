package concurrent.futures.progress;

import org.jline.utils.WCWidth;

/// Text, measured in columns of a terminal: some characters take two, and some none.
final class Columns {
    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /// The beginning of a text, as long as it may be at most.
    static String cut(String text, int most) {
        int columns = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            columns += of(text.codePointAt(i));
            if (columns > most) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }
}
