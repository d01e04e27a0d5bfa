package concurrent.futures.internal.process.launch.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineAssemblerTest {
    @Test
    void linesEndWithAnyOfTheThreeEnds() {
        assertEquals(List.of("a", "b", "c", "", "d"), lines(bytes("a\nb\r\nc\r\rd"), 64));
    }

    @Test
    void theLastLineNeedsNoEnd() {
        assertEquals(List.of("a", "b"), lines(bytes("a\nb"), 64));
        assertEquals(List.of("a"), lines(bytes("a\n"), 64));
        assertEquals(List.of(), lines(new byte[0], 64));
    }

    @Test
    void itDoesNotMatterHowTheBytesAreCut() {
        byte[] text = bytes("Grüße\r\n世界\n😀😀\r\nend");
        for (int size = 1; size <= text.length; size++) {
            assertEquals(List.of("Grüße", "世界", "😀😀", "end"), lines(text, size), "in pieces of " + size);
        }
    }

    @Test
    void whatIsNotUtf8BecomesAReplacementCharacter() {
        assertEquals(List.of("a\uFFFDb", "\uFFFD"), lines(new byte[] {'a', (byte) 0xE4, 'b', '\n', (byte) 0xF0}, 64));
    }

    @Test
    void anyBytesAreHarmless() {
        byte[] noise = new byte[300_000];
        new Random(42).nextBytes(noise);
        int length = 0;
        for (String line : lines(noise, 1_000)) {
            assertTrue(line.length() <= LineAssembler.LONGEST_LINE + 1);
            length += line.length();
        }
        assertTrue(length > 0);
    }

    @Test
    void aLineWithoutEndComesInPieces() {
        int longest = LineAssembler.LONGEST_LINE;
        List<String> lines = lines(bytes("x".repeat(2 * longest + 5) + "\nshort"), 999);
        assertEquals(
                List.of(longest, longest, 5, 5),
                lines.stream().map(String::length).toList());
    }

    @Test
    void aPairOfSurrogatesIsNotCut() {
        String line = "x".repeat(LineAssembler.LONGEST_LINE - 1) + "😀" + "y";
        List<String> lines = lines(bytes(line), 4_096);
        assertEquals(List.of(line.substring(0, LineAssembler.LONGEST_LINE + 1), "y"), lines);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> lines(byte[] bytes, int pieceSize) {
        List<String> lines = new ArrayList<>();
        LineAssembler assembler = new LineAssembler(pieceSize, lines::add);
        for (int from = 0; from < bytes.length; from += pieceSize) {
            int length = Math.min(pieceSize, bytes.length - from);
            byte[] piece = new byte[length];
            System.arraycopy(bytes, from, piece, 0, length);
            assembler.add(piece, length);
        }
        assembler.finish();
        return lines;
    }
}
