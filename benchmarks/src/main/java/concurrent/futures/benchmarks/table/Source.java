package concurrent.futures.benchmarks.table;

import concurrent.futures.benchmarks.table.Program.Language;

/// Where a number comes from: a figure of a program. As a text: `tiny-map/rate`, `python:tiny-map/pool`.
///
/// @param program the program
/// @param figure the name that the program gives it
/// @param inverse whether one divided by it is meant: the time of which a program tells the rate
public record Source(Program program, String figure, boolean inverse) {
    private static final String PYTHON = "python:";
    private static final String INVERSE = "1 / ";

    /// Reads the text.
    ///
    /// @param text `WORKLOAD/FIGURE` or `python:WORKLOAD/FIGURE`, with `1 / ` in front for the inverse
    /// @return what it says
    public static Source of(String text) {
        boolean inverse = text.startsWith(INVERSE);
        String rest = inverse ? text.substring(INVERSE.length()) : text;
        boolean python = rest.startsWith(PYTHON);
        rest = python ? rest.substring(PYTHON.length()) : rest;
        int slash = rest.indexOf('/');
        if (slash < 1 || slash == rest.length() - 1) {
            throw new IllegalArgumentException("not WORKLOAD/FIGURE: " + text);
        }
        Program program = new Program(python ? Language.PYTHON : Language.JAVA, rest.substring(0, slash));
        return new Source(program, rest.substring(slash + 1), inverse);
    }

    @Override
    public String toString() {
        return (inverse ? INVERSE : "") + program + "/" + figure;
    }
}
