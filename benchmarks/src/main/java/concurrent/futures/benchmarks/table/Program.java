package concurrent.futures.benchmarks.table;

/// What is started to measure something.
///
/// @param language in what it is written
/// @param workload what it measures
public record Program(Language language, String workload) {
    /// In what a program is written.
    public enum Language {
        /// This module: ours, the JDK's, or a floor.
        JAVA,
        /// The programs in `benchmarks/python`.
        PYTHON
    }

    @Override
    public String toString() {
        return language == Language.PYTHON ? "python:" + workload : workload;
    }
}
