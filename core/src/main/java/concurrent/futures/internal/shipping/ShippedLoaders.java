package concurrent.futures.internal.shipping;

import concurrent.futures.internal.wire.dictionary.ClassResolver;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The class loaders of the parent, as a worker knows them: each under the number that the parent gave it.
///
/// They are kept until the parent says that its own is gone: what the classes hold in static fields must outlast the
/// task that put it there.
public final class ShippedLoaders implements ClassResolver, LoaderNumbers {
    private final ClassLoader application;
    private final ClassSource source;
    private final Map<Integer, ShippedLoader> loaders = new ConcurrentHashMap<>();

    private final Function<Integer, ShippedLoader> maker = new Function<>() {
        @Override
        public ShippedLoader apply(Integer number) {
            return new ShippedLoader(number, ShippedLoaders.this, application, source);
        }
    };

    /// Knows no loader yet.
    ///
    /// @param application what is asked for the application's classes first
    /// @param source what is asked for what is missing
    public ShippedLoaders(ClassLoader application, ClassSource source) {
        this.application = application;
        this.source = source;
    }

    @Override
    public Class<?> resolve(int loader, String name) throws ClassNotFoundException {
        if (name.indexOf('/') >= 0) {
            throw new ClassNotFoundException(
                    name + ": it is a hidden class, which has no class file that could be sent");
        }
        return loader == APPLICATION
                ? Class.forName(name, false, of(loader))
                : of(loader).loadOwn(name);
    }

    /// The loader for a thread's context.
    ///
    /// @param number of a loader of the parent
    /// @return what stands for it here
    public ClassLoader loader(int number) {
        return of(number);
    }

    ShippedLoader of(int number) {
        ShippedLoader known = loaders.get(number);
        return known != null ? known : loaders.computeIfAbsent(number, maker);
    }

    /// The parent has a loader no more: neither has this.
    ///
    /// @param number of the loader
    public void forget(int number) {
        loaders.remove(number);
    }

    @Override
    public int numberOf(@Nullable ClassLoader loader) {
        return loader instanceof ShippedLoader shipped && shipped.belongsTo(this) ? shipped.number() : APPLICATION;
    }
}
