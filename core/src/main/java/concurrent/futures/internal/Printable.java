package concurrent.futures.internal;

/// Foreign text, made fit to be shown among other text.
public final class Printable {
    private static final char STAND_IN = '?';

    private Printable() {}

    /// Replaces what would end the line, tell a terminal what to do, or turn the direction of what is written beside
    /// it. Marks that only join or separate letters stay: some scripts, and many a symbol, need them.
    ///
    /// @param text any
    /// @return the same text, if all of it is printable
    public static String of(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!isPrintable(text.codePointAt(i))) {
                return replace(text);
            }
        }
        return text;
    }

    private static String replace(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            shown.appendCodePoint(isPrintable(c) ? c : STAND_IN);
        }
        return shown.toString();
    }

    private static boolean isPrintable(int c) {
        if (Character.isISOControl(c) || turnsDirection(c)) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
            default -> true;
        };
    }

    /// The embeddings, overrides, isolates and marks of the bidirectional algorithm.
    private static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x61C;
    }
}
