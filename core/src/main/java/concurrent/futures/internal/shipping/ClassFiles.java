package concurrent.futures.internal.shipping;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// Reads the class file that a class was made from.
///
/// A class loader that prefers its own classes to those of its parent may still give its parent's resources first. So
/// what it gives is taken for the class's own only after the places where only the class's own can be.
final class ClassFiles {
    private ClassFiles() {}

    /// Reads.
    ///
    /// @param type a class
    /// @return the bytes, or `null` if its loader does not give them
    static byte @Nullable [] read(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        ClassLoader loader = type.getClassLoader();
        if (loader == null || type.getModule().isNamed()) {
            return close(type.getModule().getResourceAsStream(file));
        }
        URL usual = loader.getResource(file);
        URL own = loader instanceof URLClassLoader urls ? urls.findResource(file) : null;
        if (own == null) {
            own = at(locationOf(type), file, loader);
        }
        if (own != null && (usual == null || !own.toExternalForm().equals(usual.toExternalForm()))) {
            return read(own);
        }
        byte[] outside = own == null ? fromDisk(type, file) : null;
        return outside != null ? outside : close(loader.getResourceAsStream(file));
    }

    /// Where the class file of a class was.
    ///
    /// @return a URL, or nothing
    static String locationOf(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "" : location.toExternalForm();
    }

    /// Reads what is there, and leaves nothing open.
    static byte[] read(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection) {
            connection.setUseCaches(false);
        }
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    /// The resource of a loader that is under a location.
    private static @Nullable URL at(String location, String file, ClassLoader loader) throws IOException {
        if (!location.isEmpty()) {
            for (URL candidate : Collections.list(loader.getResources(file))) {
                String address = candidate.toExternalForm();
                if (address.startsWith(location) || address.startsWith("jar:" + location + "!/")) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private static byte @Nullable [] fromDisk(Class<?> type, String file) throws IOException {
        String location = locationOf(type);
        if (!location.startsWith("file:")) {
            return null;
        }
        Path path = Path.of(java.net.URI.create(location));
        if (Files.isDirectory(path)) {
            Path found = path.resolve(file);
            return Files.isRegularFile(found) ? Files.readAllBytes(found) : null;
        }
        if (!Files.isRegularFile(path)) {
            return null;
        }
        try (JarFile jar =
                new JarFile(new File(path.toString()), /* verify= */ false, ZipFile.OPEN_READ, Runtime.version())) {
            var entry = jar.getJarEntry(file);
            return entry == null ? null : close(jar.getInputStream(entry));
        } catch (ZipException notAnArchive) {
            return null; // A source file, say.
        }
    }

    private static byte @Nullable [] close(@Nullable InputStream in) throws IOException {
        try (in) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
