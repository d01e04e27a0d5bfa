package concurrent.futures.internal.process.launch.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts a stream of bytes, meant as UTF-8, into lines. Whatever comes in, it keeps little of it and never fails.
///
/// A line ends with `\n`, `\r\n` or `\r`, or when it is as long as a line may be. What is not UTF-8 becomes U+FFFD.
final class LineAssembler {
    /// The most characters of a line; the rest is the next line.
    static final int LONGEST_LINE = 8_192;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final Consumer<? super String> lines;
    private final StringBuilder line = new StringBuilder();
    private final CharBuffer chars;
    private final ByteBuffer bytes;

    /// Whether the last character was `\r`: a `\n` behind it belongs to the same end.
    private boolean afterReturn;

    /// Makes an assembler.
    ///
    /// @param capacity the most bytes added at a time
    /// @param lines takes the lines, without their ends
    LineAssembler(int capacity, Consumer<? super String> lines) {
        this.lines = lines;
        bytes = ByteBuffer.allocate(capacity + 8); // with the beginning of a character that was cut
        chars = CharBuffer.allocate(capacity + 8);
    }

    /// Adds bytes, and hands out the lines that they complete.
    ///
    /// @param chunk holds the bytes
    /// @param length how many
    void add(byte[] chunk, int length) {
        bytes.put(chunk, 0, length);
        decode(/* endOfInput= */ false);
    }

    /// Hands out the last line, if it has no end.
    void finish() {
        decode(/* endOfInput= */ true);
        decoder.flush(chars);
        takeChars();
        if (!line.isEmpty()) {
            emit();
        }
    }

    /// Forgets what has been added and not been handed out.
    void drop() {
        bytes.clear();
        chars.clear();
        line.setLength(0);
    }

    private void decode(boolean endOfInput) {
        bytes.flip();
        decoder.decode(bytes, chars, endOfInput);
        bytes.compact();
        takeChars();
    }

    private void takeChars() {
        chars.flip();
        while (chars.hasRemaining()) {
            char c = chars.get();
            if (c == '\n' && afterReturn) {
                afterReturn = false;
            } else if (c == '\n' || c == '\r') {
                afterReturn = c == '\r';
                emit();
            } else {
                afterReturn = false;
                append(c);
            }
        }
        chars.clear();
    }

    private void append(char c) {
        // A pair of surrogates stays together.
        int limit = Character.isLowSurrogate(c) ? LONGEST_LINE + 1 : LONGEST_LINE;
        if (line.length() >= limit) {
            emit();
        }
        line.append(c);
    }

    private void emit() {
        String text = line.toString();
        line.setLength(0);
        lines.accept(text);
    }
}
