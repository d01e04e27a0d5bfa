package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.internal.protocol.Jar;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// The jars of this JVM's class path, by what is in them: read once. Folders are not sent; their classes are, one by
/// one.
final class ClassPath {
    private static final Map<Jar, Path> JARS = new LinkedHashMap<>();
    private static boolean isRead;

    private ClassPath() {}

    static Map<Jar, Path> jars() {
        synchronized (JARS) {
            if (!isRead) {
                for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
                    Path path = Path.of(entry);
                    if (entry.endsWith(".jar") && Files.isRegularFile(path)) {
                        add(path);
                    }
                }
                isRead = true;
            }
            return new LinkedHashMap<>(JARS);
        }
    }

    /// One that can not be read is left out: its classes are sent one by one, as far as they can be had.
    private static void add(Path path) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long size;
            try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
                size = in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            String name = path.getFileName().toString();
            JARS.put(new Jar(name, size, HexFormat.of().formatHex(digest.digest())), path);
        } catch (IOException e) {
            return;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
