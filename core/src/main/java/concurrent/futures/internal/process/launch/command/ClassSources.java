package concurrent.futures.internal.process.launch.command;

import java.io.File;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the classes of a JVM come from: class path and module path, all absolute.
///
/// @param classPath the class path; may be empty
/// @param modulePath the module path; may be empty
/// @param upgradePath the path of modules that replace those of the JDK; may be empty
/// @param rootModules the modules of the application that the JVM has resolved; may be empty
/// @param ownModule whether this library is a named module there
record ClassSources(
        List<String> classPath,
        List<String> modulePath,
        List<String> upgradePath,
        List<String> rootModules,
        boolean ownModule) {

    /// Those of this JVM.
    ///
    /// @param home where a relative entry begins
    /// @return what `java.class.path` and `jdk.module.path` tell
    static ClassSources ofThisJvm(Path home) {
        Set<String> classPath = new LinkedHashSet<>();
        String own = System.getProperty("java.class.path", "");
        boolean inModule = System.getProperty("jdk.module.main") != null;
        if (!own.isEmpty() || !inModule) {
            // An empty class path is the working directory, unless the main class is in a module.
            classPath.addAll(split(own, home));
        }
        String surefire = System.getProperty("surefire.test.class.path");
        if (surefire != null) {
            // Surefire with a class loader of its own: java.class.path is Surefire alone.
            classPath.addAll(split(surefire, home));
        }
        return new ClassSources(
                List.copyOf(classPath),
                paths("jdk.module.path", home),
                paths("jdk.module.upgrade.path", home),
                applicationModules(),
                isInBootLayer(ClassSources.class.getModule()));
    }

    /// A class path alone.
    ///
    /// @param entries of it
    /// @return no module but those of the JDK
    static ClassSources ofClassPath(List<String> entries) {
        return new ClassSources(List.copyOf(entries), List.of(), List.of(), List.of(), /* ownModule= */ false);
    }

    /// Adds an entry to the class path, unless it is there.
    ///
    /// @param entry a directory or a JAR file
    /// @return with it
    ClassSources plus(String entry) {
        Path added = Path.of(entry).normalize();
        for (String present : classPath) {
            if (Path.of(present).normalize().equals(added)) {
                return this;
            }
        }
        List<String> longer = new ArrayList<>(classPath);
        longer.add(entry);
        return new ClassSources(List.copyOf(longer), modulePath, upgradePath, rootModules, ownModule);
    }

    /// The directory or JAR file that a class was loaded from.
    ///
    /// @param type a class
    /// @return an absolute path, or `null` where it is not a file: inside another JAR file, or in memory
    static @Nullable String locationOf(Class<?> type) {
        try {
            var source = type.getProtectionDomain().getCodeSource();
            if (source == null || source.getLocation() == null) {
                return null;
            }
            URI location = source.getLocation().toURI();
            if (!"file".equals(location.getScheme())) {
                return null;
            }
            Path path = Path.of(location);
            return path.toFile().exists() ? path.toAbsolutePath().normalize().toString() : null;
        } catch (Exception e) {
            return null; // Not a file, in one of the many ways to say so.
        }
    }

    private static List<String> paths(String property, Path home) {
        String value = System.getProperty(property);
        return value == null || value.isEmpty() ? List.of() : split(value, home);
    }

    private static List<String> split(String path, Path home) {
        List<String> entries = new ArrayList<>();
        for (String entry : path.split(File.pathSeparator, -1)) {
            entries.add(home.resolve(entry).toString());
        }
        return entries;
    }

    private static boolean isInBootLayer(Module module) {
        return module.isNamed() && module.getLayer() == ModuleLayer.boot();
    }

    private static List<String> applicationModules() {
        List<String> names = new ArrayList<>();
        for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
            URI location = module.reference().location().orElse(null);
            if (location != null && !"jrt".equals(location.getScheme())) {
                names.add(module.name());
            }
        }
        Collections.sort(names);
        return names;
    }
}
