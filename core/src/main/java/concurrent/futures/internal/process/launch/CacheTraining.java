package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.process.launch.cache.CacheFolder;
import concurrent.futures.internal.process.launch.cache.TrainingOrder;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The parent's side of making a startup cache: runs a process of the lowest priority that does it, and ends it when it
/// takes too long.
///
/// That process ends itself when its standard input ends, which is with the pool, or with this JVM, however that ends.
final class CacheTraining implements Runnable {
    /// The main class of that process.
    static final String MAIN = "concurrent.futures.internal.process.training.TrainingMain";

    private static final List<Path> NICE = List.of(Path.of("/usr/bin/nice"), Path.of("/bin/nice"));

    /// It takes three seconds; where others keep all processors busy, what has the lowest priority gets one or two in a
    /// hundred of their time.
    private static final long MOST_SECONDS = 900;

    private final TrainingOrder order;

    // Guarded by this.
    private boolean givenUp;
    private @Nullable Process process;

    CacheTraining(TrainingOrder order) {
        this.order = order;
    }

    /// Whether this system can run a process so that it does not disturb.
    static boolean isPossible() {
        return NICE.stream().anyMatch(Files::isExecutable);
    }

    /// Runs the process to its end. Blocks. Does nothing if it was given up before.
    @Override
    public void run() {
        try {
            Process process = begin();
            if (process == null) {
                return;
            }
            try (DataOutputStream stdin = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
                order.write(stdin);
                if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    // By the end of its input, after which it clears up.
                    return;
                }
            }
        } catch (IOException e) {
            return; // There is no cache then.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody has a reason to; the end of its input ends the process.
        }
    }

    private synchronized @Nullable Process begin() throws IOException {
        if (givenUp) {
            return null;
        }
        process = start();
        return process;
    }

    /// Has the process end, which removes what it has written and started. Does not wait for that.
    synchronized void giveUp() {
        givenUp = true;
        if (process == null) {
            return;
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            return; // It has ended already.
        }
    }

    private Process start() throws IOException {
        Path nice = NICE.stream().filter(Files::isExecutable).findFirst().orElseThrow();
        ProcessBuilder builder = new ProcessBuilder(
                nice.toString(),
                "-n",
                "19",
                order.command().program().toString(),
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-D" + CacheFolder.PROPERTY + "=off",
                "-cp",
                String.join(java.io.File.pathSeparator, order.command().classPath()),
                MAIN);
        builder.directory(order.folder().toFile());
        Launcher.OPTION_VARIABLES.forEach(builder.environment()::remove);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return SpareDescriptors.start(builder);
    }
}
