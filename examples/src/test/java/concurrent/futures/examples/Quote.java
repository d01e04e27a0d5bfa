package concurrent.futures.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A block of Java in a document, and where the line before it says that it is from:
/// `<!-- OnThreads.java: program -->`.
///
/// @param line the number of the block's first line
/// @param file the example's file name; empty if the block does not say
/// @param region the region; empty if the block does not say
/// @param code the block
record Quote(int line, String file, String region, String code) {
    private static final Pattern ORIGIN = Pattern.compile("<!-- (\\w+\\.java): ([a-z-]+) -->");

    /// Finds the Java blocks of a document in Markdown.
    static List<Quote> in(List<String> document) {
        List<Quote> quotes = new ArrayList<>();
        for (int i = 0; i < document.size(); i++) {
            if (!document.get(i).strip().matches("```java\\b.*")) {
                continue;
            }
            Matcher origin = ORIGIN.matcher(i == 0 ? "" : document.get(i - 1).strip());
            boolean named = origin.matches();
            StringBuilder code = new StringBuilder();
            int first = i + 1;
            for (i++; !document.get(i).strip().equals("```"); i++) {
                code.append(document.get(i)).append('\n');
            }
            quotes.add(new Quote(
                    first + 1, named ? origin.group(1) : "", named ? origin.group(2) : "", Regions.unindented(code)));
        }
        return quotes;
    }
}
