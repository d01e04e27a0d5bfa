package concurrent.futures.internal.shipping;

import static concurrent.futures.internal.wire.dictionary.LoaderNumbers.APPLICATION;

import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Stands for one class loader of the parent, and means by each name what that one means.
///
/// It asks the parent who has defined the class: the loader itself, then it defines it too, from the same class file;
/// another loader of the parent, then the one that stands for that is asked; or the application, whose classes are
/// taken from this JVM's own class path. Each name is asked for once, also one that nobody knows.
///
/// The one that stands for the application itself looks on the class path first, and asks for what is missing there.
final class ShippedLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final int number;
    private final ShippedLoaders loaders;
    private final ClassLoader application;
    private final ClassSource source;

    /// The definers of what is not this loader's own.
    private final Map<String, Integer> definers = new ConcurrentHashMap<>();

    private final ShippedResources resources;

    ShippedLoader(int number, ShippedLoaders loaders, ClassLoader application, ClassSource source) {
        super("parent-" + number, application);
        this.number = number;
        this.loaders = loaders;
        this.application = application;
        this.source = source;
        this.resources = new ShippedResources(number, source);
    }

    int number() {
        return number;
    }

    boolean belongsTo(ShippedLoaders others) {
        return loaders == others;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> type = find(name);
        if (resolve) {
            resolveClass(type);
        }
        return type;
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return application.loadClass(name);
        }
        if (number == APPLICATION) {
            try {
                return application.loadClass(name);
            } catch (ClassNotFoundException notOnTheClassPath) {
                return findInParent(name);
            }
        }
        return findInParent(name);
    }

    private Class<?> findInParent(String name) throws ClassNotFoundException {
        Integer known = definers.get(name);
        if (known == null) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> own = findLoadedClass(name);
                if (own != null && own.getClassLoader() == this) {
                    return own;
                }
                FoundClass found = source.findClass(number, name);
                if (found.definer() == number) {
                    return define(name, found);
                }
                if (!found.problem().isEmpty()) {
                    throw new ClassNotFoundException(name + ": " + found.problem());
                }
                known = found.definer();
                definers.put(name, known);
            }
        }
        return switch (known) {
            case FoundClass.NOWHERE ->
                throw new ClassNotFoundException(
                        name + ": neither on the worker's class path, nor known to the parent's class loader");
            default -> loaders.of(known).loadFor(name, known);
        };
    }

    /// Loads a class for another loader of the parent, to which this one was named as the definer.
    private Class<?> loadFor(String name, int definer) throws ClassNotFoundException {
        return definer == APPLICATION ? find(name) : loadOwn(name);
    }

    /// Loads the class that the parent's loader itself has defined, not one of the same name from elsewhere.
    ///
    /// @throws ClassNotFoundException if it can not be had
    Class<?> loadOwn(String name) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> own = findLoadedClass(name);
            if (own != null && own.getClassLoader() == this) {
                return own;
            }
            FoundClass found = source.findClass(number, name);
            if (found.definer() != number) {
                throw new ClassNotFoundException(name + ": "
                        + (found.problem().isEmpty()
                                ? "the class loader of the parent that has defined it does not find it again"
                                : found.problem()));
            }
            return define(name, found);
        }
    }

    private Class<?> define(String name, FoundClass found) throws ClassNotFoundException {
        byte[] bytes = found.bytes();
        if (bytes == null) {
            throw new ClassNotFoundException(name + ": its class file did not come");
        }
        return defineClass(name, bytes, 0, bytes.length, domain(found.location()));
    }

    private @Nullable ProtectionDomain domain(String location) {
        if (location.isEmpty()) {
            return null;
        }
        URL url = ParentLocation.of(location);
        return url == null ? null : new ProtectionDomain(new CodeSource(url, (Certificate[]) null), null, this, null);
    }

    // --- resources

    @Override
    public @Nullable URL getResource(String name) {
        if (number == APPLICATION) {
            URL present = application.getResource(name);
            return present != null ? present : firstOf(resources.find(name));
        }
        ShippedResources.Found found = resources.find(name);
        URL present = found.first() ? null : application.getResource(name);
        return present != null ? present : firstOf(found);
    }

    private static @Nullable URL firstOf(ShippedResources.Found found) {
        return found.urls().isEmpty() ? null : found.urls().getFirst();
    }

    @Override
    public Enumeration<URL> getResources(String name) throws java.io.IOException {
        List<URL> present = Collections.list(application.getResources(name));
        if (number == APPLICATION) {
            return Collections.enumeration(
                    present.isEmpty() ? resources.find(name).urls() : present);
        }
        ShippedResources.Found found = resources.find(name);
        List<URL> all = new ArrayList<>(found.first() ? found.urls() : present);
        all.addAll(found.first() ? present : found.urls());
        return Collections.enumeration(all);
    }
}
