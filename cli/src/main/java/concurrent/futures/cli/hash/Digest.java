package concurrent.futures.cli.hash;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.util.Set;
import java.util.TreeSet;

/// Digests of streams.
final class Digest {
    private static final int SMALLEST_BLOCK = 1 << 12;
    private static final int LARGEST_BLOCK = 1 << 18;

    private Digest() {}

    /// Reads a stream to its end.
    ///
    /// @param size how much is likely to come, for the size of the blocks
    static byte[] of(InputStream in, long size, String algorithm) throws IOException {
        MessageDigest digest = named(algorithm);
        byte[] block = new byte[Math.clamp(size + 1, SMALLEST_BLOCK, LARGEST_BLOCK)];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            digest.update(block, 0, read);
        }
        return digest.digest();
    }

    private static MessageDigest named(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("this JVM has no digest " + algorithm, e);
        }
    }

    static Set<String> known() {
        return new TreeSet<>(Security.getAlgorithms("MessageDigest"));
    }

    static boolean isKnown(String algorithm) {
        try {
            MessageDigest.getInstance(algorithm);
            return true;
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }
}
