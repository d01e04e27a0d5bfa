package concurrent.futures.internal.process.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What tasks see of class loaders.
public final class ContextProbe {
    /// Loaders that tasks had, in the process where they ran.
    public static final List<WeakReference<ClassLoader>> SEEN = new CopyOnWriteArrayList<>();

    private ContextProbe() {}

    /// A resource of the context class loader.
    public static String read(String name) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether a resource is there, by the context class loader and by the class, and where the class was.
    public static String findsItsOwnClassFile() throws IOException {
        String name = ContextProbe.class.getName().replace('.', '/') + ".class";
        try (InputStream byLoader =
                        Thread.currentThread().getContextClassLoader().getResourceAsStream(name);
                InputStream byClass = ContextProbe.class.getResource("/" + name).openStream()) {
            return (byLoader.read() >= 0) + " " + (byClass.read() >= 0) + " "
                    + ContextProbe.class.getProtectionDomain().getCodeSource().getLocation();
        }
    }
}
