package concurrent.futures.internal.process.launch.command;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/// What a worker takes over from the JVM that starts it.
public final class ParentJvm {
    private ParentJvm() {}

    /// The options of this JVM that a worker takes over.
    ///
    /// @return options, each in one string
    static List<String> options() {
        List<String> options = new ArrayList<>(InheritedOptions.from(StartOptions.get()));
        options.addAll(manifestOptions());
        return options;
    }

    /// The default locale, charset and time zone, as they are now.
    ///
    /// Standard output and error are UTF-8 whatever they are here: their reader is this library, which prints them in
    /// the encoding of the parent's own streams.
    ///
    /// @return options that set system properties
    static List<String> surroundings() {
        List<String> options = new ArrayList<>();
        locale(Locale.getDefault(), "", options);
        for (Locale.Category category : Locale.Category.values()) {
            Locale locale = Locale.getDefault(category);
            if (!locale.equals(Locale.getDefault())) {
                locale(locale, "." + category.name().toLowerCase(Locale.ROOT), options);
            }
        }
        options.add("-Duser.timezone=" + TimeZone.getDefault().getID());
        options.add("-Dfile.encoding=" + Charset.defaultCharset().name());
        options.add("-Dstdout.encoding=UTF-8");
        options.add("-Dstderr.encoding=UTF-8");
        return options;
    }

    /// The `java` of a JDK or JRE.
    ///
    /// @param javaHome its folder; `null` for that of this JVM
    /// @return the path of the program
    public static Path javaProgram(@Nullable Path javaHome) {
        Path home = javaHome;
        if (home == null) {
            String own = System.getProperty("java.home");
            if (own == null) {
                throw new IllegalStateException(
                        "this program has no java.home (a native image?): say with javaHome(…) which Java runs the workers");
            }
            home = Path.of(own);
        }
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return home.toAbsolutePath().resolve("bin").resolve(windows ? "java.exe" : "java");
    }

    private static void locale(Locale locale, String suffix, List<String> options) {
        options.add("-Duser.language" + suffix + "=" + locale.getLanguage());
        options.add("-Duser.country" + suffix + "=" + locale.getCountry());
        options.add("-Duser.script" + suffix + "=" + locale.getScript());
        options.add("-Duser.variant" + suffix + "=" + locale.getVariant());
        // In a language tag, the extensions follow the rest.
        String tag = locale.toLanguageTag();
        String plain = locale.stripExtensions().toLanguageTag();
        if (tag.length() > plain.length() && tag.startsWith(plain + "-")) {
            options.add("-Duser.extensions" + suffix + "=" + tag.substring(plain.length() + 1));
        }
    }

    /// `java -jar app.jar`: the launcher obeys some lines of its manifest, but only for a main class of that file.
    private static List<String> manifestOptions() {
        String classPath = System.getProperty("java.class.path", "");
        String command = System.getProperty("sun.java.command", "");
        if (!classPath.endsWith(".jar") || !(command + " ").startsWith(classPath + " ")) {
            return List.of();
        }
        try (JarFile jar = new JarFile(classPath)) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? List.of() : manifestOptions(manifest.getMainAttributes());
        } catch (java.io.IOException e) {
            return List.of(); // Changed or removed since the start of this JVM: it has no more to say.
        }
    }

    private static List<String> manifestOptions(Attributes attributes) {
        List<String> options = new ArrayList<>();
        for (String option : List.of("Add-Exports", "Add-Opens")) {
            String packages = attributes.getValue(option);
            if (packages != null) {
                for (String one : packages.strip().split("\\s+", -1)) {
                    options.add("--" + option.toLowerCase(Locale.ROOT) + "=" + one + "=ALL-UNNAMED");
                }
            }
        }
        if ("ALL-UNNAMED".equals(attributes.getValue("Enable-Native-Access"))) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }
}
