package concurrent.futures.internal.shipping;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/// Classes that are compiled while the tests run, and so are on nobody's class path.
public final class Compiled {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|record|interface|enum) (\\w+)");

    private Compiled() {}

    /// Compiles sources to a folder, which is made.
    ///
    /// @param folder of the classes
    /// @param others folders of classes that the sources use
    /// @param sources each of one top-level type
    /// @return the folder
    public static Path to(Path folder, List<Path> others, String... sources) throws IOException {
        Path sourceFolder = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-src"));
        StringBuilder classPath = new StringBuilder(System.getProperty("java.class.path"));
        others.forEach(other -> classPath.append(java.io.File.pathSeparator).append(other));
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-d", folder.toString(), "-cp", classPath.toString()));
        for (String source : sources) {
            Path file = sourceFolder.resolve(find(PACKAGE, source).replace('.', '/'), find(TYPE, source) + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source).toString());
        }
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.out, arguments.toArray(new String[0]));
        if (code != 0) {
            throw new IllegalStateException("not compiled: " + arguments);
        }
        return folder;
    }

    private static String find(Pattern pattern, String source) {
        Matcher matcher = pattern.matcher(source);
        if (!matcher.find()) {
            throw new IllegalArgumentException(pattern + " is not in " + source);
        }
        return matcher.group(1);
    }

    /// A loader of a folder.
    public static URLClassLoader loader(Path folder, ClassLoader parent) {
        return new URLClassLoader(urls(folder), parent);
    }

    private static URL[] urls(Path folder) {
        try {
            return new URL[] {folder.toUri().toURL()};
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /// A new object of a class.
    public static <T> T make(ClassLoader loader, String name, Class<T> as) throws ReflectiveOperationException {
        return as.cast(loader.loadClass(name).getConstructor().newInstance());
    }

    /// A loader that prefers the classes of its folder to those of its parent, but not its resources.
    public static final class ChildFirst extends ClassLoader {
        private final Path folder;
        private final boolean givesAway;

        /// @param givesAway whether its class files can be had as resources
        public ChildFirst(Path folder, ClassLoader parent, boolean givesAway) {
            super(parent);
            this.folder = folder;
            this.givesAway = givesAway;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                Path file = folder.resolve(name.replace('.', '/') + ".class");
                if (!Files.exists(file)) {
                    return super.loadClass(name, resolve);
                }
                try {
                    byte[] bytes = Files.readAllBytes(file);
                    URL source = givesAway ? folder.toUri().toURL() : null;
                    return defineClass(
                            name,
                            bytes,
                            0,
                            bytes.length,
                            new java.security.ProtectionDomain(
                                    new java.security.CodeSource(source, (java.security.cert.Certificate[]) null),
                                    null));
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }

        @Override
        protected URL findResource(String name) {
            Path file = folder.resolve(name);
            try {
                return givesAway && Files.isRegularFile(file) ? file.toUri().toURL() : null;
            } catch (MalformedURLException e) {
                throw new AssertionError(e);
            }
        }
    }
}
