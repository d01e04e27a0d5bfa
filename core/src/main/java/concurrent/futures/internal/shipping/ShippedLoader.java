package concurrent.futures.internal.shipping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Stands for one class loader of the parent: what the application's class loader does not find here, it fetches from
/// there, each class once. It remembers what is missing there, too.
final class ShippedLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final int number;
    private final ClassSource source;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    ShippedLoader(int number, ClassLoader application, ClassSource source) {
        super("parent-" + number, application);
        this.number = number;
        this.source = source;
    }

    int number() {
        return number;
    }

    /// Loads the class that the parent's loader itself has defined, not one of the same name from elsewhere.
    ///
    /// @throws ClassNotFoundException if neither it nor another can be had
    Class<?> loadOwn(String name) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = fetch(fileOf(name));
            return bytes == null ? loadClass(name) : defineClass(name, bytes, 0, bytes.length);
        }
    }

    private static String fileOf(String name) {
        return name.replace('.', '/') + ".class";
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = fetch(fileOf(name));
        if (bytes == null) {
            throw new ClassNotFoundException(
                    name + ": neither on the worker's class path, nor known to the parent's class loader");
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        byte[] bytes = fetch(name);
        return bytes == null ? null : url(name, bytes);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return Collections.enumeration(found == null ? List.of() : List.of(found));
    }

    private byte @Nullable [] fetch(String name) {
        if (missing.contains(name)) {
            return null;
        }
        byte[] bytes = source.fetch(number, name);
        if (bytes == null) {
            missing.add(name);
        }
        return bytes;
    }

    private static @Nullable URL url(String name, byte[] bytes) {
        try {
            return URL.of(new URI("parent", null, "/" + name, null), new Handler(bytes));
        } catch (IOException | java.net.URISyntaxException e) {
            return null;
        }
    }

    /// Opens what was fetched.
    private static final class Handler extends URLStreamHandler {
        private final byte[] bytes;

        Handler(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public long getContentLengthLong() {
                    return bytes.length;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
