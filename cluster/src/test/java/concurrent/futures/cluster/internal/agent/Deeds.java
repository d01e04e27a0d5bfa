package concurrent.futures.cluster.internal.agent;

import concurrent.futures.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What tasks of the tests do.
public final class Deeds {
    private Deeds() {}

    /// Takes longer than any test waits.
    ///
    /// @return never
    /// @throws InterruptedException if it is cancelled
    public static @Nullable Object sleep() throws InterruptedException {
        Thread.sleep(Duration.ofMinutes(5));
        return null;
    }

    /// What the class of [Versions] says that the class path has.
    ///
    /// @return its answer
    /// @throws Exception if it is not there
    public static @Nullable Object versionHere() throws Exception {
        Class<?> type = Class.forName(Versions.NAME, true, ClassLoader.getSystemClassLoader());
        return type.asSubclass(Task.class)
                .getDeclaredConstructor()
                .newInstance()
                .call();
    }

    /// Reads what only the driver has.
    ///
    /// @return all of it
    /// @throws IOException if it can not be read
    public static String readResource() throws IOException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try (InputStream in = Objects.requireNonNull(context.getResourceAsStream("only/there.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Fills the heap.
    ///
    /// @return never
    public static int hoard() {
        List<long[]> kept = new ArrayList<>();
        while (kept.size() < Integer.MAX_VALUE) {
            kept.add(new long[16 << 20]);
        }
        return kept.size();
    }
}
