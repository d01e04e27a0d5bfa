package concurrent.futures.cli.demo;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// An example as the demo shows it.
///
/// @param name the class
/// @param shows what it shows, in a line
/// @param program its `main`
/// @param arguments what the program works on
/// @param expected patterns, each of which a line of the output is like
record Exhibit(String name, String shows, Program program, List<String> arguments, List<String> expected) {
    /// The `main` of an example.
    @FunctionalInterface
    interface Program {
        void main(String... args) throws Exception;
    }

    void run() throws Exception {
        program.main(arguments.toArray(String[]::new));
    }

    /// The patterns that no line is like.
    List<String> missingIn(List<String> lines) {
        return expected.stream()
                .filter(pattern -> lines.stream().noneMatch(like(pattern)))
                .toList();
    }

    private static Predicate<String> like(String pattern) {
        return Pattern.compile(pattern).asPredicate();
    }
}
