package concurrent.futures.cli.session;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/// The name of a file as the system knows it: bytes, which need not be text in any encoding.
///
/// A [Path] keeps such bytes, but hands them out only as a URI; that is the way taken here, so that each file is found
/// under its own name, whatever the locale.
public final class FileName implements Serializable, Comparable<FileName> {
    private static final long serialVersionUID = 1;

    /// Bytes that are no UTF-8 stand in a string as U+DC00 plus their value, as in Python's `surrogateescape`.
    private static final int ESCAPED = 0xDC00;

    private final byte[] bytes;

    private FileName(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A name from the command line.
    ///
    /// @param argument as [RawArguments] gives it
    /// @return the name
    public static FileName of(String argument) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(argument.length());
        argument.codePoints().forEach(c -> {
            if (c > ESCAPED && c <= ESCAPED + 0xFF) {
                bytes.write(c - ESCAPED);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return new FileName(bytes.toByteArray());
    }

    /// The last name of a path: an entry of a directory.
    ///
    /// @param entry the path
    /// @return its last name
    public static FileName lastOf(Path entry) {
        String name = entry.getFileName().toString();
        if (name.chars().allMatch(c -> c < 0x80 && c != '?')) {
            return new FileName(name.getBytes(StandardCharsets.US_ASCII));
        }
        String path = entry.toUri().getRawPath();
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return new FileName(decode(path.substring(path.lastIndexOf('/', end - 1) + 1, end)));
    }

    private static byte[] decode(String percentEncoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(percentEncoded.length());
        for (int i = 0; i < percentEncoded.length(); i++) {
            char c = percentEncoded.charAt(i);
            if (c == '%') {
                bytes.write(HexFormat.fromHexDigits(percentEncoded, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    /// The string for raw bytes, which [#of(String)] turns into the same bytes.
    static String escape(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return escapeInvalid(bytes);
        }
    }

    private static String escapeInvalid(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (from < bytes.length) {
            int length = characterLength(bytes, from);
            if (length == 0) {
                text.append((char) (ESCAPED + (bytes[from] & 0xFF)));
                from++;
            } else {
                text.append(new String(bytes, from, length, StandardCharsets.UTF_8));
                from += length;
            }
        }
        return text.toString();
    }

    /// The length of the UTF-8 character at a place; 0 if there is none.
    private static int characterLength(byte[] bytes, int from) {
        for (int length = 1; length <= Math.min(4, bytes.length - from); length++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
                return length;
            } catch (CharacterCodingException e) {
                // no character yet: perhaps with one byte more
            }
        }
        return 0;
    }

    /// The name of a file in this directory.
    ///
    /// @param name the file's own name
    /// @return this name, a slash, and the other name
    public FileName child(FileName name) {
        boolean slash = bytes.length > 0 && bytes[bytes.length - 1] == '/';
        byte[] joined = Arrays.copyOf(bytes, bytes.length + (slash ? 0 : 1) + name.bytes.length);
        joined[joined.length - name.bytes.length - 1] = '/';
        System.arraycopy(name.bytes, 0, joined, joined.length - name.bytes.length, name.bytes.length);
        return new FileName(joined);
    }

    /// The bytes.
    ///
    /// @return a copy
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Tells whether this is the given name.
    ///
    /// @param name in ASCII
    /// @return `true` if so
    public boolean is(String name) {
        return Arrays.equals(bytes, name.getBytes(StandardCharsets.US_ASCII));
    }

    /// The path, relative where the name is.
    ///
    /// @return a path of exactly these bytes
    public Path path() {
        if (bytes.length == 0) {
            return Path.of("");
        }
        if (isPlain()) {
            return Path.of(new String(bytes, StandardCharsets.US_ASCII));
        }
        boolean absolute = bytes[0] == '/';
        Path path = Path.of(URI.create("file://" + (absolute ? "" : "/") + percentEncoded()));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    /// Tells whether each locale takes the bytes for the same text.
    private boolean isPlain() {
        for (byte b : bytes) {
            if (b <= ' ') {
                return false;
            }
        }
        return true;
    }

    /// The absolute path of the file, as it stands in a URI.
    ///
    /// @return percent-encoded, and beginning with a slash
    public String uriPath() {
        return path().toUri().getRawPath();
    }

    private String percentEncoded() {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (plain || b == '.' || b == '-' || b == '_') {
                text.append((char) b);
            } else if (b != '/') {
                text.append('%').append(HexFormat.of().toHexDigits(b));
            } else if (text.isEmpty() || text.charAt(text.length() - 1) != '/') {
                text.append('/');
            }
        }
        return text.toString();
    }

    /// The name on one line, for people: what is no printable text is shown as an escape.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        escape(bytes).codePoints().forEach(c -> {
            if (c == '\n') {
                text.append("\\n");
            } else if (c == '\r') {
                text.append("\\r");
            } else if (c == '\t') {
                text.append("\\t");
            } else if (c < ' ' || c == 0x7F || (c > ESCAPED && c <= ESCAPED + 0xFF)) {
                text.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.isEmpty() ? "''" : text.toString();
    }

    /// By the bytes, as `LC_ALL=C sort` does.
    @Override
    public int compareTo(FileName other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
