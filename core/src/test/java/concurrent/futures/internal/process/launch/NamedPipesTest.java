package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.kit.NothingLeftBehind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Pipes are there for each worker, or nobody gets any.
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class NamedPipesTest {
    private static final List<String> ENDS = List.of("x", "y");

    @TempDir
    Path folder;

    private long names() throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.count();
        }
    }

    @Test
    void theyArePipesForThisUserOnly() throws Exception {
        Path base = new NamedPipes(folder).take(ENDS, 1);
        for (String end : ENDS) {
            Path pipe = Path.of(base + end);
            PosixFileAttributes attributes = Files.readAttributes(pipe, PosixFileAttributes.class);
            assertTrue(attributes.isOther());
            assertEquals("rw-------", PosixFilePermissions.toString(attributes.permissions()));
            try (RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw")) {
                both.write(7);
                assertEquals(7, both.read());
            }
        }
    }

    @Test
    void eachWorkerHasItsOwnAndTheyAreMadeAFewAtATime() throws Exception {
        NamedPipes pipes = new NamedPipes(folder);
        Set<Path> bases = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            bases.add(pipes.take(ENDS, 100));
        }
        assertEquals(20, bases.size());
        assertEquals(24L * ENDS.size(), names());
    }

    @Test
    void aPoolOfOneWorkerHasThemForItsSuccessorToo() throws Exception {
        assertNotNull(new NamedPipes(folder).take(ENDS, 1));
        assertEquals(2L * ENDS.size(), names());
    }

    @Test
    void thoseThatSomebodyHasRemovedAreNotHandedOut() throws Exception {
        NamedPipes pipes = new NamedPipes(folder);
        Path first = pipes.take(ENDS, 3);
        try (Stream<Path> names = Files.list(folder)) {
            for (Path name : names.toList()) {
                Files.delete(name);
            }
        }
        Path next = pipes.take(ENDS, 3);
        assertNotEquals(first, next);
        assertFalse(Files.exists(Path.of(first + "x")));
        assertTrue(Files.exists(Path.of(next + "x")));
        assertTrue(Files.exists(Path.of(next + "y")));
    }

    @Test
    void whereTheyCanNotBeMadeThereAreNone() throws Exception {
        NamedPipes pipes = new NamedPipes(folder.resolve("missing"));
        assertNull(pipes.take(ENDS, 1));
        Files.createDirectory(folder.resolve("missing"));
        assertNull(pipes.take(ENDS, 1), "nobody tries again for each worker");
    }
}
