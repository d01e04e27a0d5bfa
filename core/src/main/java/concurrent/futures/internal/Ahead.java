package concurrent.futures.internal;

/// Has the JVM do beforehand what it would do when it is needed: in a program that starts, while nobody has anything
/// else to do.
public final class Ahead {
    private Ahead() {}

    /// Loads, links and initialises classes.
    ///
    /// @param types classes that the caller knows
    public static void initialize(Class<?>... types) {
        for (Class<?> type : types) {
            try {
                Class.forName(type.getName(), /* initialize= */ true, type.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new AssertionError(type + " is there", e);
            }
        }
    }
}
