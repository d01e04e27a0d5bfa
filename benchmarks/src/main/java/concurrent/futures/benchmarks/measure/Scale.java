package concurrent.futures.benchmarks.measure;

import java.util.Locale;

/// How large the workloads are, and how often each is repeated.
public enum Scale {
    /// As small as can be, for a test that everything works; the figures mean nothing.
    SMOKE,
    /// All of it in a few minutes.
    SHORT,
    /// All sizes as they are named in the table.
    FULL;

    /// A size or a count for this scale.
    ///
    /// @param smoke for [#SMOKE]
    /// @param shortRun for [#SHORT]
    /// @param full for [#FULL]
    /// @return one of the three
    public int of(int smoke, int shortRun, int full) {
        return switch (this) {
            case SMOKE -> smoke;
            case SHORT -> shortRun;
            case FULL -> full;
        };
    }

    /// A size that is the same but for the smoke test.
    ///
    /// @param smoke for [#SMOKE]
    /// @param real for both others
    /// @return one of the two
    public int of(int smoke, int real) {
        return of(smoke, real, real);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
