package concurrent.futures.benchmarks.floor;

import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.child.TemporaryFolder;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// 64 MiB from an array of this JVM into an array of another, through shared memory: cut into pieces of 256 KiB.
/// Through room for one piece, which one side fills and the other empties in turn; and through room for 8, so that
/// one side writes a piece while the other reads the one before. Both spin while they wait.
///
/// Warm-up: fifteen times.
public final class PageCopy implements Workload {
    private static final int PIECE = 256 << 10;
    private static final int MANY = 8;

    @Override
    public Figures measure(Scale scale) throws Exception {
        return Figures.of("rate", rate(scale, 1)).and("pipelined-rate", rate(scale, MANY));
    }

    private static double rate(Scale scale, int slots) throws Exception {
        int length = scale.of(1 << 20, 64 << 20);
        int pieces = length / PIECE;
        byte[] bytes = new byte[length];
        bytes[length - 1] = 7;
        try (TemporaryFolder folder = TemporaryFolder.inMemory();
                SharedPage page = SharedPage.map(SharedPage.file(folder), (long) slots * PIECE);
                ChildJvm other =
                        SharedPage.share(folder, Other.class, Integer.toString(length), Integer.toString(slots))) {
            long[] sent = {0};
            Samples samples = Samples.time(scale.of(0, 15), scale.of(1, 7, 15), () -> {
                for (int i = 0; i < pieces; i++) {
                    long number = ++sent[0];
                    page.await(SharedPage.ANSWER, number - slots);
                    MemorySegment.copy(
                            bytes, i * PIECE, page.segment(), ValueLayout.JAVA_BYTE, slot(number, slots), PIECE);
                    page.set(SharedPage.QUESTION, number);
                }
                page.await(SharedPage.ANSWER, sent[0]);
            });
            page.set(SharedPage.QUESTION, SharedPage.END);
            Check.same("the last byte over there", 7, Integer.parseInt(other.line()));
            other.join();
            return length / samples.median();
        }
    }

    private static long slot(long number, int slots) {
        return SharedPage.REST + number % slots * PIECE;
    }

    /// The other JVM.
    static final class Other {
        private Other() {}

        /// Copies until it is told to end, and prints the last byte.
        ///
        /// @param args the path of the page, the length of the array, and for how many pieces there is room
        /// @throws IOException if it can not be mapped
        public static void main(String... args) throws IOException {
            byte[] bytes = new byte[Integer.parseInt(args[1])];
            int slots = Integer.parseInt(args[2]);
            int pieces = bytes.length / PIECE;
            try (SharedPage page = SharedPage.map(Path.of(args[0]), (long) slots * PIECE)) {
                for (long number = 1; page.await(SharedPage.QUESTION, number) != SharedPage.END; number++) {
                    int at = (int) ((number - 1) % pieces) * PIECE;
                    MemorySegment.copy(page.segment(), ValueLayout.JAVA_BYTE, slot(number, slots), bytes, at, PIECE);
                    page.set(SharedPage.ANSWER, number);
                }
            }
            System.out.println(bytes[bytes.length - 1]);
        }
    }
}
