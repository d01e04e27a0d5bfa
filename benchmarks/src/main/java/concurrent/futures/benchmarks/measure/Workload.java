package concurrent.futures.benchmarks.measure;

/// One thing that is measured, in a JVM of its own: it warms up, measures, checks what came out, and tells its
/// figures.
@FunctionalInterface
public interface Workload {
    /// Measures.
    ///
    /// @param scale how large, and how often
    /// @return what was measured, by name
    /// @throws Exception if something did not work, or came out wrong: then there are no figures
    Figures measure(Scale scale) throws Exception;
}
