package concurrent.futures.internal.shipping;

import static concurrent.futures.internal.wire.dictionary.LoaderNumbers.APPLICATION;

import concurrent.futures.internal.wire.dictionary.LoaderTable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the class loaders of this JVM have to give: the other end of a [ShippedLoader].
///
/// A loader is foreign code, which may throw anything, and block for ever. Hold no lock while you ask.
public final class ParentLoaders implements ClassSource {
    private final LoaderTable loaders;

    /// Gives what these have.
    ///
    /// @param loaders numbered
    public ParentLoaders(LoaderTable loaders) {
        this.loaders = loaders;
    }

    @Override
    public FoundClass findClass(int number, String name) {
        ClassLoader loader = loaders.loader(number);
        if (loader == null) {
            return FoundClass.unavailable("its class loader, number " + number + ", is gone in the parent");
        }
        try {
            return found(number, find(number, loader, name));
        } catch (ClassNotFoundException e) {
            return FoundClass.nowhere();
        } catch (Throwable e) {
            return FoundClass.unavailable("its class loader in the parent, " + describe(loader) + ", failed: " + e);
        }
    }

    /// The application is two loaders, where this library was not loaded by the system's.
    private static Class<?> find(int number, ClassLoader loader, String name) throws ClassNotFoundException {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            if (number == APPLICATION) {
                return Class.forName(name, false, ClassLoader.getSystemClassLoader());
            }
            throw e;
        }
    }

    private FoundClass found(int number, Class<?> type) throws IOException {
        int definer = loaders.numberOf(type.getClassLoader());
        if (definer != number) {
            return FoundClass.of(definer);
        }
        byte[] bytes = ClassFiles.read(type);
        return bytes != null
                ? new FoundClass(definer, ClassFiles.locationOf(type), bytes, "")
                : FoundClass.unavailable("its class loader in the parent, " + describe(type.getClassLoader())
                        + ", does not give away the class file: was the class generated at run time?");
    }

    @Override
    public FoundResources findResources(int number, String name) {
        ClassLoader loader = loaders.loader(number);
        if (loader == null) {
            return FoundResources.unavailable();
        }
        try {
            Set<String> known = number == APPLICATION ? Set.of() : inApplication(name);
            List<byte[]> contents = new ArrayList<>();
            for (URL found : Collections.list(loader.getResources(name))) {
                if (!known.contains(found.toExternalForm())) {
                    contents.add(ClassFiles.read(found));
                }
            }
            URL usual = loader.getResource(name);
            boolean first = usual != null && !known.contains(usual.toExternalForm());
            if (contents.isEmpty() && usual == null) {
                addStream(loader, name, contents);
                first = !contents.isEmpty();
            }
            return new FoundResources(first, contents, /* complete= */ true);
        } catch (Throwable e) {
            return FoundResources.unavailable();
        }
    }

    private Set<String> inApplication(String name) throws IOException {
        ClassLoader application = loaders.loader(APPLICATION);
        Set<String> known = new HashSet<>();
        for (ClassLoader one : List.of(
                ClassLoader.getSystemClassLoader(),
                application == null ? ClassLoader.getSystemClassLoader() : application)) {
            Collections.list(one.getResources(name)).forEach(url -> known.add(url.toExternalForm()));
        }
        return known;
    }

    /// Some loaders have streams and no addresses.
    private static void addStream(ClassLoader loader, String name, List<byte[]> contents) throws IOException {
        try (InputStream in = loader.getResourceAsStream(name)) {
            if (in != null) {
                contents.add(in.readAllBytes());
            }
        }
    }

    private static String describe(ClassLoader loader) {
        return loader == null ? "the boot loader" : loader.getClass().getName();
    }
}
