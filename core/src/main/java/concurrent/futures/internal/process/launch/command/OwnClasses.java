package concurrent.futures.internal.process.launch.command;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes the classes of this library to a directory, for a worker that has no other way to them.
///
/// That is so where they are in a JAR file inside another one, or where a class loader made them up. All other classes
/// are shipped on demand, but the ones that do the shipping must be there from the start. They are found by following
/// the names in their constant pools, from the main class on.
final class OwnClasses {
    private static final Pattern NAME = Pattern.compile("concurrent/futures/[\\w$/]+");

    private OwnClasses() {}

    /// Writes all classes that a worker can need.
    ///
    /// @param directory to be made
    /// @param mainClass of the worker
    /// @return its path, for the class path
    /// @throws IOException if it can not be written
    static String extract(Path directory, String mainClass) throws IOException {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(mainClass.replace('.', '/'));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (seen.add(name)) {
                byte[] bytes = read(name + ".class");
                if (bytes != null) {
                    Path file = directory.resolve(name + ".class");
                    Files.createDirectories(file.getParent());
                    Files.write(file, bytes);
                    for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
                        collect(entry, open);
                    }
                }
            }
        }
        return directory.toString();
    }

    private static void collect(PoolEntry entry, Deque<String> names) {
        String text;
        if (entry instanceof ClassEntry type) {
            text = type.asInternalName();
        } else if (entry instanceof Utf8Entry utf8) {
            text = utf8.stringValue(); // Descriptors and signatures, and names for reflection.
        } else {
            return;
        }
        Matcher matcher = NAME.matcher(text.replace('.', '/'));
        while (matcher.find()) {
            names.add(matcher.group());
        }
    }

    private static byte @Nullable [] read(String resource) throws IOException {
        ClassLoader loader = OwnClasses.class.getClassLoader();
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
