package concurrent.futures.cluster.internal.agent;

import concurrent.futures.Task;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A class loader with one class and one resource of its own.
final class Isolated extends URLClassLoader {
    private static final String FILE = Versions.NAME.replace('.', '/') + ".class";

    private final byte[] bytes;

    Isolated(byte[] bytes) {
        super(new URL[0], Isolated.class.getClassLoader());
        this.bytes = bytes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.equals(Versions.NAME)) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        if (name.equals(FILE)) {
            return new ByteArrayInputStream(bytes);
        }
        return name.equals("only/there.txt")
                ? new ByteArrayInputStream("of the driver".getBytes(StandardCharsets.UTF_8))
                : super.getResourceAsStream(name);
    }

    @SuppressWarnings("unchecked") // it is one
    Task<String> task() throws ReflectiveOperationException {
        return Class.forName(Versions.NAME, true, this)
                .asSubclass(Task.class)
                .getDeclaredConstructor()
                .newInstance();
    }
}
