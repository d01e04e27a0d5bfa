package concurrent.futures.internal.process.launch;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;

/// Random bytes that nobody can guess, from where `SecureRandom` takes them too, which itself takes a JVM that starts
/// ten milliseconds.
final class Randomness {
    private static final String SYSTEM = "/dev/urandom";

    private Randomness() {}

    /// Makes some.
    ///
    /// @param count how many
    /// @return new bytes
    static byte[] bytes(int count) {
        try (InputStream in = new FileInputStream(SYSTEM)) {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length == count) {
                return bytes;
            }
        } catch (IOException e) {
            return bySecureRandom(count); // Another system, or no room for one more open file.
        }
        return bySecureRandom(count);
    }

    private static byte[] bySecureRandom(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
