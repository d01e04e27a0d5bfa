package concurrent.futures.cli.query;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Looks at the SQL before it is sent anywhere: it must be one statement, and of a kind that reads.
///
/// The database itself is opened for reading alone, which stops all writes to it. This stops what goes around it:
/// `ATTACH` and `VACUUM INTO` make other files.
final class ReadOnlyStatement {
    private static final List<String> READING = List.of("SELECT", "WITH", "VALUES", "EXPLAIN", "PRAGMA");

    /// A comment or blanks; a string or a quoted name; a semicolon; a word; any other character.
    private static final Pattern TOKEN = Pattern.compile(
            "(?<blank>\\s+|--[^\\n]*|/\\*(?s:.*?)(?:\\*/|\\z))|'(?:[^']|'')*'?|\"(?:[^\"]|\"\")*\"?|`[^`]*`?|\\[[^]]*]?"
                    + "|(?<end>;)|(?<word>\\w+)|(?s:.)");

    private ReadOnlyStatement() {}

    /// Tells what is wrong with the SQL.
    ///
    /// @return what is wrong and what to do, or `null`
    static @Nullable String complaint(String sql) {
        String first = null;
        boolean ended = false;
        Matcher token = TOKEN.matcher(sql);
        while (token.find()) {
            if (token.group("blank") != null) {
                continue;
            }
            boolean end = token.group("end") != null;
            if (ended && !end) {
                return "there is more than one statement; give one, and run the command again for the next";
            }
            ended |= end && first != null;
            if (first == null && !end) {
                first = token.group().toUpperCase(Locale.ROOT);
            }
        }
        if (first == null) {
            return "there is no statement; give one such as SELECT COUNT(*) FROM orders";
        }
        return READING.contains(first)
                ? null
                : "'" + first
                        + "' begins no statement that only reads, and databases are only read here; begin with one of "
                        + String.join(", ", READING);
    }
}
