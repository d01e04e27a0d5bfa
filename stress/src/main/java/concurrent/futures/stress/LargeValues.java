package concurrent.futures.stress;

import concurrent.futures.cluster.ClusterExecutor;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Sends large values through a cluster, as arguments and as results.
@Command(
        name = "LargeValues",
        description =
                "Sends one large byte[] after the other to a worker of an agent on this machine, and gets one back. Each"
                        + " step is timed, and the bytes are compared by a checksum.",
        footer = {"", "Exit codes: 0 all bytes are right, 1 some are not, 2 wrong usage, or too small a heap."})
public final class LargeValues implements Callable<Integer> {
    private static final int MIB = 1 << 20;

    /// More than what a program has in its heap beside a value: what goes through it piece by piece, and its classes.
    private static final int BESIDE_MIB = 256;

    /// Of that, what a worker has for short-lived objects: else a third of its heap would be for them, where no large
    /// array fits.
    private static final int YOUNG_MIB = 64;

    private static final int LARGEST_MIB = 2047;

    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--mib",
            paramLabel = "N",
            split = ",",
            defaultValue = "64,2047",
            description = "The sizes in MiB, with commas between; ${DEFAULT-VALUE} if nothing else is said.")
    private List<Integer> sizes = List.of();

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private LargeValues(PrintStream out) {
        this.out = out;
    }

    /// Runs the program.
    ///
    /// @param args the command line
    public static void main(String... args) {
        System.exit(run(System.out, args));
    }

    /// Runs the program in this JVM.
    ///
    /// @param out where the figures go, and what is wrong with the options
    /// @param args the command line
    /// @return the exit code
    public static int run(PrintStream out, String... args) {
        PrintWriter messages = new PrintWriter(new OutputStreamWriter(out, out.charset()), /* autoFlush= */ true);
        return new CommandLine(new LargeValues(out))
                .setOut(messages)
                .setErr(messages)
                .execute(args);
    }

    @Override
    public Integer call() {
        sizes.forEach(this::check);
        boolean isRight = true;
        for (int mib : sizes) {
            isRight &= send(mib);
        }
        return isRight ? 0 : 1;
    }

    private void check(int mib) {
        if (mib < 1 || mib > LARGEST_MIB) {
            throw wrong("--mib must be from 1 to " + LARGEST_MIB + ", but is " + mib);
        }
        long room = roomForLargeArrays() / MIB;
        if (room < driverMib(mib)) {
            throw wrong("a value of " + mib + " MiB takes a heap with " + driverMib(mib)
                    + " MiB for large arrays, and this one may have " + room + ": give the JVM -XX:+UseG1GC -Xmx"
                    + driverMib(mib) + "m");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec == null ? new CommandLine(this) : spec.commandLine(), message);
    }

    /// The driver has a value, and its bytes until the task has ended; and the bytes of a result, and that.
    private static int driverMib(int mib) {
        return 2 * mib + BESIDE_MIB;
    }

    /// A worker has a value alone: what it is given, or what it makes.
    private static int workerMib(int mib) {
        return mib + BESIDE_MIB;
    }

    /// Of a heap in generations of a fixed size, the old one alone can take a large array.
    private static long roomForLargeArrays() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getUsage().getMax())
                .max()
                .orElse(0);
    }

    private boolean send(int mib) {
        String heap = workerMib(mib) + "m";
        try (ClusterExecutor executor = ClusterExecutor.builder()
                .adapt(1, 1)
                .maxWorkers(1)
                .jvmOptions("-Xms" + heap, "-Xmx" + heap, "-Xmn" + YOUNG_MIB + "m", "-XX:+AlwaysPreTouch")
                .build()) {
            int bytes = mib * MIB;
            long expected = checksum(made(bytes));
            executor.submit(() -> true).result(); // The worker is there.
            boolean goes = step(mib, "as an argument", () -> {
                byte[] value = made(bytes);
                return executor.submit(() -> checksum(value)).result() == expected;
            });
            boolean comes = step(
                    mib,
                    "as a result",
                    () -> checksum(executor.submit(() -> made(bytes)).result()) == expected);
            return goes && comes;
        }
    }

    private interface Step {
        boolean isRight();
    }

    private boolean step(int mib, String way, Step step) {
        long start = System.nanoTime();
        boolean isRight = step.isRight();
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf("%,d MiB %s: %.1f s%s%n", mib, way, seconds, isRight ? "" : ", and WRONG");
        return isRight;
    }

    /// Bytes that differ from those at the same place of any piece before.
    private static byte[] made(int bytes) {
        byte[] value = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            value[i] = (byte) (31 * i + (i >>> 8) + (i >>> 16) + (i >>> 24));
        }
        return value;
    }

    private static long checksum(byte[] value) {
        CRC32C sum = new CRC32C();
        sum.update(value);
        return sum.getValue();
    }
}
