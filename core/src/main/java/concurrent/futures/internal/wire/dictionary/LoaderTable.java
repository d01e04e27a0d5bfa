package concurrent.futures.internal.wire.dictionary;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/// The class loaders that one process has used so far, each under a number: the parent's side of the numbering.
///
/// Thread-safe. Loaders are kept weakly: a table never keeps one alive. A number is never given again.
public final class LoaderTable implements LoaderNumbers, ClassResolver {
    private final ClassLoader application;
    private final Map<ClassLoader, Integer> numbers = new WeakHashMap<>();
    private final List<WeakReference<ClassLoader>> loaders = Collections.synchronizedList(new ArrayList<>());

    /// A table whose number 0 is the loader of this library, together with the system class loader.
    public LoaderTable() {
        ClassLoader own = LoaderTable.class.getClassLoader();
        this.application = own == null ? ClassLoader.getSystemClassLoader() : own;
        loaders.add(new WeakReference<>(application));
    }

    @Override
    public int numberOf(@Nullable ClassLoader loader) {
        if (loader == null
                || loader == application
                || loader == ClassLoader.getSystemClassLoader()
                || loader == ClassLoader.getPlatformClassLoader()) {
            return APPLICATION;
        }
        synchronized (numbers) {
            return numbers.computeIfAbsent(loader, added -> {
                loaders.add(new WeakReference<>(added));
                return loaders.size() - 1;
            });
        }
    }

    /// Returns the loader of a number; `null` if the number was never given, or its loader is gone.
    public @Nullable ClassLoader loader(int number) {
        return number < 0 || number >= loaders.size()
                ? null
                : loaders.get(number).get();
    }

    /// How many class loaders besides the application's have been numbered.
    public int size() {
        return loaders.size() - 1;
    }

    @Override
    public Class<?> resolve(int number, String name) throws ClassNotFoundException {
        if (number != APPLICATION) {
            ClassLoader loader = loader(number);
            if (loader == null) {
                throw new ClassNotFoundException(name + ": its class loader, number " + number + ", no longer exists");
            }
            return Class.forName(name, false, loader);
        }
        try {
            return Class.forName(name, false, application);
        } catch (ClassNotFoundException notInApplication) {
            return fromAnyLoader(name, notInApplication);
        }
    }

    /// A worker may have found on its class path what was loaded here by a loader of its own: the latest wins.
    private Class<?> fromAnyLoader(String name, ClassNotFoundException notInApplication) throws ClassNotFoundException {
        List<ClassLoader> candidates = new ArrayList<>(List.of(ClassLoader.getSystemClassLoader()));
        for (int number = size(); number > 0; number--) {
            ClassLoader loader = loader(number);
            if (loader != null) {
                candidates.add(loader);
            }
        }
        for (ClassLoader loader : candidates) {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                notInApplication.addSuppressed(e);
            }
        }
        throw notInApplication;
    }
}
