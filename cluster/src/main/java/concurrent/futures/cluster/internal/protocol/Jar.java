package concurrent.futures.cluster.internal.protocol;

import java.util.HexFormat;

/// A jar of the driver's class path.
///
/// @param name of the file, without folders, for people
/// @param size in bytes
/// @param hash SHA-256 of its bytes, in hexadecimal digits
public record Jar(String name, long size, String hash) {
    private static final int HASH_BYTES = 32;

    /// Checks the fields, since they become names of files.
    ///
    /// @throws IllegalArgumentException if the hash is none, or the size is negative
    public Jar {
        if (size < 0) {
            throw new IllegalArgumentException("A jar of " + size + " bytes");
        }
        if (HexFormat.of().parseHex(hash).length != HASH_BYTES
                || !hash.equals(hash.toLowerCase(java.util.Locale.ROOT))) {
            throw new IllegalArgumentException("Not a SHA-256 in hexadecimal digits: " + hash);
        }
    }
}
