package concurrent.futures.benchmarks.measure;

/// A figure counts only where the result was right.
public final class Check {
    private Check() {}

    /// Compares two numbers.
    ///
    /// @param what what they are of, for the message
    /// @param expected what has to come out
    /// @param actual what came out
    /// @throws IllegalStateException if they differ
    public static void same(String what, long expected, long actual) {
        if (expected != actual) {
            throw new IllegalStateException(what + " should be " + expected + ", but is " + actual);
        }
    }

    /// Demands something.
    ///
    /// @param what what has to hold, for the message
    /// @param holds whether it does
    /// @throws IllegalStateException if it does not
    public static void that(String what, boolean holds) {
        if (!holds) {
            throw new IllegalStateException("wrong: " + what);
        }
    }
}
