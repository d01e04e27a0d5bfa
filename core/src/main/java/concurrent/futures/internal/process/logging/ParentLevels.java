package concurrent.futures.internal.process.logging;

/// Which loggers of this JVM log what.
public final class ParentLevels {
    /// Whether `java.util.logging` is there.
    static final boolean HAS_JUL = isThere();

    private ParentLevels() {}

    /// The levels that loggers were given, for a worker to take over.
    ///
    /// @return properties as a `LogManager` reads them; empty if there is no `java.util.logging`
    public static String now() {
        try {
            return HAS_JUL ? JulLevels.now() : "";
        } catch (RuntimeException | LinkageError e) {
            return ""; // A log manager of the program's own that fails does so for all who log here.
        }
    }

    private static boolean isThere() {
        Module own = ParentLevels.class.getModule();
        Module logging = ModuleLayer.boot().findModule("java.logging").orElse(null);
        return logging != null && own.canRead(logging);
    }
}
