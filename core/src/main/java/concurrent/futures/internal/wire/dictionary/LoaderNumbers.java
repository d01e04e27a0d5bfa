package concurrent.futures.internal.wire.dictionary;

import org.jspecify.annotations.Nullable;

/// Numbers class loaders, so that two processes can speak of the same one: two classes of one name, from two
/// loaders, are never taken for each other.
@FunctionalInterface
public interface LoaderNumbers {
    /// The number of the application's own class path: the boot, platform and system loaders, and the one that
    /// loaded this library.
    int APPLICATION = 0;

    /// Returns the number of a class loader; `null` is the boot loader. Thread-safe.
    int numberOf(@Nullable ClassLoader loader);
}
