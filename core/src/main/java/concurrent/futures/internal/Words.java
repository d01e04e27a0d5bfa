package concurrent.futures.internal;

/// Names that are shown; and labels and names of machines, which people write on command lines as well.
public final class Words {
    private static final int LONGEST = 255;

    private Words() {}

    /// Looks whether a text can be the name of something that is shown by it.
    ///
    /// @param what it is, for the message
    /// @param text to be looked at
    /// @param cure what to do about it
    /// @return the text
    /// @throws IllegalArgumentException if it is empty or blank
    public static String checkName(String what, String text, String cure) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    what + " must not be blank, but is '" + Printable.of(text) + "': " + cure);
        }
        return text;
    }

    /// Looks whether a text is one word.
    ///
    /// @param what it is, for the message
    /// @param text to be looked at
    /// @return the text
    /// @throws IllegalArgumentException if it is empty or too long, or would be more than one word in a list
    public static String check(String what, String text) {
        boolean isWord = !text.isEmpty() && text.length() <= LONGEST;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            isWord &= c != ',' && !Character.isWhitespace(c) && !Character.isISOControl(c);
        }
        if (!isWord) {
            throw new IllegalArgumentException(what + " must be one word, of 1 to " + LONGEST
                    + " characters without white space and commas, but is '" + Printable.of(text) + "'");
        }
        return text;
    }
}
