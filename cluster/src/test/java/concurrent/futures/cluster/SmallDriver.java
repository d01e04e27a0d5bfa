package concurrent.futures.cluster;

import concurrent.futures.Broadcast;
import java.util.Arrays;
import java.util.List;

/// A driver that sends and gets values of a third of its heap, and tells how that went.
final class SmallDriver {
    private SmallDriver() {}

    /// Runs it.
    ///
    /// @param arguments how many bytes a value has
    public static void main(String[] arguments) {
        int bytes = Integer.parseInt(arguments[0]);
        try (ClusterExecutor executor = ClusterExecutor.local(1)) {
            step(executor, "argument", () -> argument(executor, bytes));
            step(executor, "captured", () -> captured(executor, bytes));
            step(executor, "result", () -> result(executor, bytes));
            step(executor, "broadcast", () -> broadcast(executor, bytes));
        }
    }

    private interface Step {
        boolean isRight();
    }

    /// Afterwards, the thread that handed the step's result over has done so: it brings all that comes from one node,
    /// one after the other, and would keep the result in memory if it were held up there.
    private static void step(ClusterExecutor executor, String way, Step step) {
        String how;
        try {
            how = step.isRight() ? "right" : "wrong";
            executor.submit(() -> 1).result();
        } catch (RuntimeException | OutOfMemoryError e) {
            how = e.toString();
        }
        System.out.println(way + " " + how);
    }

    private static boolean argument(ClusterExecutor executor, int bytes) {
        return executor.map(value -> value.length, List.of(new byte[bytes]))
                        .toList()
                        .getFirst()
                == bytes;
    }

    private static boolean captured(ClusterExecutor executor, int bytes) {
        byte[] value = new byte[bytes];
        return executor.submit(() -> value.length).result() == bytes;
    }

    private static boolean result(ClusterExecutor executor, int bytes) {
        byte[] expected = {1, 2, 3};
        byte[] value = executor.submit(() -> Arrays.copyOf(new byte[] {1, 2, 3}, bytes))
                .result();
        return value.length == bytes && Arrays.equals(expected, Arrays.copyOf(value, expected.length));
    }

    private static boolean broadcast(ClusterExecutor executor, int bytes) {
        Broadcast<byte[]> value = executor.broadcast(new byte[bytes]);
        return executor.submit(() -> value.value().length).result() == bytes;
    }
}
