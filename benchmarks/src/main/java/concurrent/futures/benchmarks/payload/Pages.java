package concurrent.futures.benchmarks.payload;

/// Bytes of which one on each page is looked at. What is sent is made once in each JVM, so that making it is not
/// measured.
public final class Pages {
    private static final int PAGE = 4096;

    private static byte[] kept = {};

    private Pages() {}

    /// Some bytes, the same ones as before if those are as many.
    ///
    /// @param length how many
    /// @return not to be changed
    public static byte[] of(int length) {
        if (kept.length != length) {
            kept = new byte[length];
            for (int i = 0; i < length; i += PAGE) {
                kept[i] = (byte) (i / PAGE % 127);
            }
        }
        return kept;
    }

    /// Looks at them.
    ///
    /// @param bytes some
    /// @return the sum of the first byte of each page, and of how many bytes there are
    public static long sum(byte[] bytes) {
        long sum = bytes.length;
        for (int i = 0; i < bytes.length; i += PAGE) {
            sum += bytes[i];
        }
        return sum;
    }
}
