package concurrent.futures.internal.process.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// An application whose classes are in a JAR file in its JAR file, as Spring Boot packs them.
final class NestedJar {
    private static final String INNER = "lib/inner.jar";

    private NestedJar() {}

    /// Packs.
    static Path write(Path jar, Path inner) throws Exception {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(INNER));
            Files.copy(inner, out);
            Path classes = TestJars.classes(NestedJar.class);
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(NestedJar::isOurs).toList()) {
                    out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    Files.copy(file, out);
                }
            }
        }
        return jar;
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().startsWith(NestedJar.class.getSimpleName());
    }

    /// Runs the main class that the first argument names.
    ///
    /// @param args the others are for it
    /// @throws Exception if it can not be found
    public static void main(String[] args) throws Exception {
        Loader loader = new Loader();
        Thread.currentThread().setContextClassLoader(loader);
        var main = Class.forName(args[0], true, loader).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    /// Its URLs have a scheme that no other process knows.
    private static final class Loader extends ClassLoader {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = find(name.replace('.', '/') + ".class");
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            var domain = new ProtectionDomain(new CodeSource(url("", bytes), (Certificate[]) null), null, this, null);
            return defineClass(name, bytes, 0, bytes.length, domain);
        }

        @Override
        protected URL findResource(String name) {
            byte[] bytes = find(name);
            return bytes == null ? null : url(name, bytes);
        }

        @Override
        protected Enumeration<URL> findResources(String name) {
            URL url = findResource(name);
            return Collections.enumeration(url == null ? List.of() : List.of(url));
        }

        private static URL url(String name, byte[] bytes) {
            try {
                return URL.of(URI.create("nested:/" + INNER + "!/" + name), new URLStreamHandler() {
                    @Override
                    protected URLConnection openConnection(URL url) {
                        return new URLConnection(url) {
                            @Override
                            public void connect() {}

                            @Override
                            public InputStream getInputStream() {
                                return new ByteArrayInputStream(bytes);
                            }
                        };
                    }
                });
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] find(String name) {
            try (JarInputStream jar = new JarInputStream(ClassLoader.getSystemResourceAsStream(INNER))) {
                for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                    if (entry.getName().equals(name)) {
                        return jar.readAllBytes();
                    }
                }
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
