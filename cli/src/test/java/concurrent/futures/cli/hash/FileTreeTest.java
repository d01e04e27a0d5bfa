package concurrent.futures.cli.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import concurrent.futures.cli.CommandRun;
import concurrent.futures.cli.session.FileName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    private static List<String> walk(List<String> unreadable, String... arguments) {
        List<String> found = new ArrayList<>();
        new FileTree(
                        List.of(arguments).stream().map(FileName::of).toList(),
                        (name, failure) -> unreadable.add(name.toString()))
                .forEach(name -> found.add(name.toString()));
        return found;
    }

    private static List<String> walk(String... arguments) {
        List<String> unreadable = new ArrayList<>();
        List<String> found = walk(unreadable, arguments);
        assertEquals(List.of(), unreadable);
        return found;
    }

    @Test
    void theOrderIsThatOfSortedWholePaths(@TempDir Path directory) throws Exception {
        Random random = new Random(4);
        String letters = "ab-./~ Aü";
        for (int i = 0; i < 400; i++) {
            StringBuilder path = new StringBuilder("x");
            for (int j = random.nextInt(9); j > 0; j--) {
                path.append(letters.charAt(random.nextInt(letters.length())));
            }
            Path file = directory.resolve(path.toString()).normalize();
            if (file.startsWith(directory) && !Files.exists(file) && canHaveParents(directory, file)) {
                Files.createDirectories(file.getParent());
                Files.createFile(file);
            }
        }
        String expected = CommandRun.ofShell("find -H \"$1\" -type f | LC_ALL=C sort", directory.toString())
                .out();
        byte[] bytes = expected.getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(new String(bytes, StandardCharsets.UTF_8).lines().toList(), walk(directory.toString()));
    }

    private static boolean canHaveParents(Path root, Path file) {
        for (Path p = file.getParent(); p != null && !p.equals(root); p = p.getParent()) {
            if (Files.isRegularFile(p)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void argumentsKeepTheirOrderAndAreFollowedWhereTheyAreLinks(@TempDir Path directory) throws Exception {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Files.createFile(folder.resolve("f"));
        Files.createSymbolicLink(folder.resolve("inner-link"), folder.resolve("f"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), folder);
        Path file = Files.createFile(directory.resolve("a-file"));
        assertEquals(
                List.of(link + "/f", directory + "/missing", file.toString(), folder + "/f"),
                walk(link.toString(), directory + "/missing", file.toString(), folder + "/"));
    }

    @Test
    void anEmptyTreeHasNoFiles(@TempDir Path directory) {
        Iterator<FileName> files =
                new FileTree(List.of(FileName.of(directory.toString())), (name, failure) -> {}).iterator();
        assertFalse(files.hasNext());
        assertThrows(NoSuchElementException.class, files::next);
    }
}
