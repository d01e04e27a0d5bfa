package concurrent.futures.benchmarks.large;

import concurrent.futures.MapOptions;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Results;
import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/// 10 GiB of results in 160 pieces of 64 MiB, by a `map` with a buffer of 2, in a JVM with a heap of 256 MB, from 2
/// workers: in the order of the input, and as they come. Every piece carries its number and its checksum, which are
/// compared; it comes exactly once.
///
/// Figures: bytes per second. That includes to make the pieces and both checksums. No warm-up. The short run has 16
/// pieces.
public final class StreamedResults implements Workload {
    private static final int BUFFER = 2;
    private static final int PAGE = 4 << 10;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int pieces = scale.of(8, 16, 160);
        int length = scale.of(1 << 20, 64 << 20);
        return Figures.of("in-order", rate("ordered", pieces, length))
                .and("unordered", rate("unordered", pieces, length));
    }

    private static double rate(String order, int pieces, int length) throws Exception {
        try (ChildJvm jvm = ChildJvm.start(
                List.of("-Xmx256m"), Program.class, order, Integer.toString(pieces), Integer.toString(length))) {
            double rate = Double.parseDouble(jvm.line());
            jvm.join();
            return rate;
        }
    }

    /// What runs in the small heap.
    static final class Program {
        private Program() {}

        /// Prints the bytes per second.
        ///
        /// @param args `ordered` or not, how many pieces, and their length
        public static void main(String... args) {
            boolean ordered = "ordered".equals(args[0]);
            int pieces = Integer.parseInt(args[1]);
            int length = Integer.parseInt(args[2]);
            MapOptions buffered = MapOptions.defaults().withBufferSize(BUFFER);
            BitSet seen = new BitSet();
            long start = System.nanoTime();
            try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2);
                    Results<byte[]> results = pool.<Integer, byte[]>map(
                            number -> make(number, length),
                            () -> IntStream.range(0, pieces).iterator(),
                            ordered ? buffered : buffered.unordered())) {
                for (byte[] piece : results) {
                    int number = check(piece, length);
                    Check.that("piece " + number + " comes once", !seen.get(number));
                    Check.that("piece " + number + " comes in order", !ordered || number == seen.cardinality());
                    seen.set(number);
                }
            }
            Check.same("the pieces", pieces, seen.cardinality());
            System.out.println((double) pieces * length / ((System.nanoTime() - start) / 1e9));
        }

        /// A piece that has its number on every page, and a checksum of all of that at its end.
        private static byte[] make(int number, int length) {
            byte[] piece = new byte[length];
            ByteBuffer buffer = ByteBuffer.wrap(piece);
            for (int page = 0; page < length; page += PAGE) {
                buffer.putInt(page, number);
                buffer.putInt(page + Integer.BYTES, page);
            }
            buffer.putLong(length - Long.BYTES, checksum(piece));
            return piece;
        }

        private static int check(byte[] piece, int length) {
            Check.same("the length", length, piece.length);
            ByteBuffer buffer = ByteBuffer.wrap(piece);
            Check.same("the checksum", checksum(piece), buffer.getLong(length - Long.BYTES));
            int number = buffer.getInt(0);
            for (int page = 0; page < length; page += PAGE) {
                Check.same("the number on a page", number, buffer.getInt(page));
            }
            return number;
        }

        private static long checksum(byte[] piece) {
            CRC32C sum = new CRC32C();
            sum.update(piece, 0, piece.length - Long.BYTES);
            return sum.getValue();
        }
    }
}
