package concurrent.futures.internal.wire.dictionary;

/// Finds the class that a name stood for in the process that wrote it.
///
/// Called from the thread that decodes. What it finds is remembered per definition, so a resolver needs no cache
/// of its own; what it throws fails the one value that is being decoded, and is asked for again the next time.
@FunctionalInterface
public interface ClassResolver {
    /// Returns the class, which need not be initialised.
    ///
    /// @param loader the number of the class loader, as [LoaderNumbers] of the writing process gave it; 0 stands
    ///     for the application's own class path
    /// @param name the binary name, as in [Class#getName]; never an array and never a primitive type
    /// @throws ClassNotFoundException if there is no such class here
    Class<?> resolve(int loader, String name) throws ClassNotFoundException;

    /// A resolver that asks one class loader for everything.
    static ClassResolver of(ClassLoader loader) {
        return (number, name) -> Class.forName(name, false, loader);
    }
}
