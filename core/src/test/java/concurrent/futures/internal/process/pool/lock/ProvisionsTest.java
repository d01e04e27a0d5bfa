package concurrent.futures.internal.process.pool.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProvisionsTest {
    private static final String PACKAGE = "concurrent.futures.internal.";

    /// Of those, a pool has all that it needs before its first worker is there, or can do without.
    private static final List<String> EARLY_OR_ELSEWHERE = List.of(
            "Guard$Log",
            "event.jfr.",
            "progress.",
            "process.pool.lock.",
            "threads.",
            "process.worker.",
            "process.training.",
            "process.launch.cache.",
            "process.launch.command.",
            "shipping.ShippedLoader");

    @Test
    void everyClassThatHasSomethingToInitialiseIsAmongThem() throws Exception {
        assertEquals(initialised(), Provisions.classes().stream().sorted().toList());
    }

    private static List<String> initialised() throws IOException, URISyntaxException {
        Path library = Path.of(Provisions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(library)) {
            return initialised(library);
        }
        try (FileSystem jar = FileSystems.newFileSystem(library)) {
            return initialised(jar.getPath("/"));
        }
    }

    private static List<String> initialised(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("concurrent/futures/internal"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(ProvisionsTest::parse)
                    .filter(ProvisionsTest::hasInitialiser)
                    .map(model -> model.thisClass().asInternalName().replace('/', '.'))
                    .map(name -> name.substring(PACKAGE.length()))
                    .filter(name -> EARLY_OR_ELSEWHERE.stream().noneMatch(name::startsWith))
                    .filter(name -> !name.matches("process\\.launch\\.[A-Z].*"))
                    .sorted()
                    .toList();
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasInitialiser(ClassModel model) {
        return model.methods().stream().anyMatch(method -> method.methodName().equalsString("<clinit>"));
    }
}
