package concurrent.futures.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatIsPrintableStays() {
        for (String text : new String[] {"", "größe", "大きさ", "\uD83D\uDC68\u200D\uD83D\uDC69", "שלום", "a b"}) {
            assertSame(text, Printable.of(text));
        }
    }

    @Test
    void whatBreaksALineOrTurnsItIsReplaced() {
        assertEquals("a?b?c??d", Printable.of("a\nb\tc\u001B\u009Bd"));
        assertEquals("a?b?c?d", Printable.of("a\u202Eb\u2066c\u200Fd"));
        assertEquals("a?b?", Printable.of("a\u2028b\u2029"));
        assertEquals("?a?", Printable.of("\uD83Da\uDC68"));
    }
}
