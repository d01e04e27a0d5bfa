package concurrent.futures.internal.shipping;

import concurrent.futures.internal.wire.dictionary.ClassResolver;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The class loaders of the parent, as a worker knows them: each under the number that the parent gave it.
///
/// A class of the application is looked for on the worker's own class path first; one that a loader of the parent has
/// defined
/// itself comes from there, so that it is not taken for another of the same name.
public final class ShippedLoaders implements ClassResolver, LoaderNumbers {
    private final ClassLoader application;
    private final ClassSource source;
    private final Map<Integer, ShippedLoader> loaders = new ConcurrentHashMap<>();

    /// Knows no loader yet.
    ///
    /// @param application what is asked first
    /// @param source what is asked for what is missing
    public ShippedLoaders(ClassLoader application, ClassSource source) {
        this.application = application;
        this.source = source;
    }

    @Override
    public Class<?> resolve(int loader, String name) throws ClassNotFoundException {
        ShippedLoader from = loaderOf(loader);
        return loader == APPLICATION ? Class.forName(name, false, from) : from.loadOwn(name);
    }

    private ShippedLoader loaderOf(int number) {
        return loaders.computeIfAbsent(number, added -> new ShippedLoader(added, application, source));
    }

    @Override
    public int numberOf(@Nullable ClassLoader loader) {
        return loader instanceof ShippedLoader shipped ? shipped.number() : APPLICATION;
    }
}
