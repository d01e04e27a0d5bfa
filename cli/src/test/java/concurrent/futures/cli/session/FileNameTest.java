package concurrent.futures.cli.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNameTest {
    private static FileName ofBytes(byte... bytes) {
        return FileName.of(FileName.escape(bytes));
    }

    @Test
    void noByteIsLostOnTheWayThroughAString() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, ofBytes(bytes).bytes());
        }
        assertEquals("größe 待つ 😀", FileName.escape("größe 待つ 😀".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFileIsFoundUnderAnyNameAndGivesItBack(@TempDir Path directory) throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[1 + random.nextInt(12)];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = bytes[j] == 0 || bytes[j] == '/' ? (byte) 'x' : bytes[j];
            }
            FileName name = ofBytes(bytes);
            if (name.is(".") || name.is("..")) {
                continue;
            }
            Path file = directory.resolve(name.path());
            Files.createFile(file);
            try (Stream<Path> all = Files.list(directory)) {
                assertArrayEquals(
                        bytes, FileName.lastOf(all.findFirst().orElseThrow()).bytes());
            }
            Files.delete(file);
        }
    }

    @Test
    void pathsStayRelativeOrAbsoluteAndKeepTheirDots() {
        assertEquals(Path.of("a/../b"), FileName.of("a/../b").path());
        assertEquals(Path.of("./x"), FileName.of("./x").path());
        assertEquals(Path.of("/a b/ü"), FileName.of("//a b///ü").path());
        assertEquals(Path.of("/"), FileName.of("/").path());
        assertEquals(Path.of("."), FileName.of(".").path());
        assertTrue(FileName.of("a%2Fb").path().endsWith("a%2Fb"));
    }

    @Test
    void childrenAreBehindOneSlash() {
        assertEquals(FileName.of("a/b"), FileName.of("a").child(FileName.of("b")));
        assertEquals(FileName.of("a/b"), FileName.of("a/").child(FileName.of("b")));
        assertEquals(FileName.of("a/"), FileName.of("a").child(FileName.of("")));
    }

    @Test
    void peopleSeeOneLineWhateverTheName() {
        assertEquals("a\\nb\\tc\\x1b", FileName.of("a\nb\tc\033").toString());
        assertEquals("x\\xff", ofBytes((byte) 'x', (byte) 0xFF).toString());
        assertEquals("''", FileName.of("").toString());
    }
}
