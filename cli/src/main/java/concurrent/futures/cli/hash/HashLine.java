package concurrent.futures.cli.hash;

import concurrent.futures.cli.session.FileName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A line of `sha256sum`: the digest, two spaces, the name.
///
/// A name with a backslash, a newline or a carriage return has them escaped, and the line then begins with a backslash,
/// so that each file has one line, and the line can be read back.
final class HashLine {
    private HashLine() {}

    static byte[] of(byte[] digest, FileName name) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream();
        boolean special = false;
        for (byte b : name.bytes()) {
            int letter = switch (b) {
                case '\\' -> '\\';
                case '\n' -> 'n';
                case '\r' -> 'r';
                default -> 0;
            };
            if (letter != 0) {
                special = true;
                escaped.write('\\');
            }
            escaped.write(letter != 0 ? letter : b);
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(
                ((special ? "\\" : "") + HexFormat.of().formatHex(digest) + "  ").getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(escaped.toByteArray());
        line.write('\n');
        return line.toByteArray();
    }
}
