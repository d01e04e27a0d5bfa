package concurrent.futures.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import concurrent.futures.Executor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds the list of public types: what is not in it is not exported, and what is in it does not vanish.
class PublicTypesTest {
    private static final String LIST = "/public-types.txt";

    @Test
    void publicTypesAreThoseOfTheList() throws IOException, URISyntaxException {
        URL location = Executor.class.getProtectionDomain().getCodeSource().getLocation();
        Set<String> exported = exportedPackages(Path.of(location.toURI()));
        Set<String> found = new ClassFileImporter()
                .importUrl(location).stream()
                        .filter(type -> exported.contains(type.getPackageName()) && isVisible(type))
                        .map(type -> type.getName().replace('$', '.'))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = list().lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                "",
                difference("in the list, but not public: ", expected, found)
                        + difference(
                                "public, but not in the list (src/test/resources" + LIST + "): ", found, expected));
    }

    private static Set<String> exportedPackages(Path location) {
        ModuleReference module =
                ModuleFinder.of(location).findAll().stream().findFirst().orElseThrow();
        return module.descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static boolean isVisible(JavaClass type) {
        boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
        return visible
                && type.getEnclosingClass().map(PublicTypesTest::isVisible).orElse(true);
    }

    private static String difference(String what, Set<String> some, Set<String> others) {
        return some.stream()
                .filter(name -> !others.contains(name))
                .map(name -> what + name + "\n")
                .collect(Collectors.joining());
    }

    private static String list() throws IOException {
        try (InputStream in = Objects.requireNonNull(PublicTypesTest.class.getResourceAsStream(LIST))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
