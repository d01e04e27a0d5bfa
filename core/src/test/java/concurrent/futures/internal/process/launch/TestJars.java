package concurrent.futures.internal.process.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// Makes JAR files of what was compiled for these tests.
final class TestJars {
    private TestJars() {}

    /// All main and test classes in one, to be run by `java -jar`.
    static Path application(Path jar, String mainClass, Map<String, String> attributes) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        attributes.forEach(manifest.getMainAttributes()::putValue);
        return write(jar, manifest, List.of(classes(Launcher.class), classes(Child.class)));
    }

    /// This library as a module, with the test classes of this package in it.
    static Path module(Path jar) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return write(jar, manifest, List.of(classes(Launcher.class), classes(Child.class)));
    }

    static Path classes(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Path write(Path jar, Manifest manifest, List<Path> roots) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Path root : roots) {
                if (Files.isDirectory(root)) {
                    copy(root, out);
                } else {
                    try (FileSystem files = FileSystems.newFileSystem(root)) {
                        copy(files.getPath("/"), out);
                    }
                }
            }
        }
        return jar;
    }

    private static void copy(Path root, JarOutputStream out) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path path : files) {
            String name = root.relativize(path).toString().replace('\\', '/');
            boolean wanted = name.equals("module-info.class")
                    || (name.startsWith("concurrent/futures/") && name.endsWith(".class"));
            if (wanted) {
                out.putNextEntry(new JarEntry(name));
                Files.copy(path, out);
            }
        }
    }
}
