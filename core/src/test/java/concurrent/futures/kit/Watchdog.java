package concurrent.futures.kit;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test that is stuck: writes the stacks of this JVM and of all its child JVMs to stderr, interrupts the test,
/// and kills the children if that does not help.
///
/// The limit is twice the kind's patience, or 60 seconds where the test is no [Contract].
public final class Watchdog implements BeforeEachCallback, AfterEachCallback {
    /// The configuration parameter that keeps the stacks from being written: where tests are expected to get stuck.
    public static final String QUIET = "concurrent.futures.kit.quiet";

    static final String THREAD_NAME = "contract-kit-watchdog";

    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(Watchdog.class);
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);
    static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(THREAD_NAME).daemon(true).factory());

    /// Made by JUnit.
    public Watchdog() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        Duration limit = context.getRequiredTestInstance() instanceof Contract contract
                ? contract.kind().patience().multipliedBy(2)
                : DEFAULT_LIMIT;
        context.getStore(SPACE)
                .put(
                        "watch",
                        new Watch(
                                context.getDisplayName(),
                                limit,
                                context.getConfigurationParameter(QUIET).isPresent()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        context.getStore(SPACE).remove("watch", Watch.class).end();
    }

    private static final class Watch {
        private final String test;
        private final Duration limit;
        private final boolean quiet;
        private final Thread thread = Thread.currentThread();
        private final ScheduledFuture<?> strikes;
        private int strike;

        Watch(String test, Duration limit, boolean quiet) {
            this.test = test;
            this.limit = limit;
            this.quiet = quiet;
            strikes =
                    CLOCK.scheduleAtFixedRate(this::strike, limit.toMillis(), limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void strike() {
            if (strikes.isCancelled()) {
                return;
            }
            if (++strike == 1 && !quiet) {
                System.err.println("STUCK after " + limit.toSeconds() + "s: " + test);
                dumpStacks();
            } else if (strike > 1) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            }
            thread.interrupt();
        }

        synchronized void end() {
            strikes.cancel(false);
            if (strike > 0) {
                Thread.interrupted();
                throw new AssertionError("stuck for more than " + limit + "; the stacks were written to stderr");
            }
        }
    }

    /// Writes all stacks of this JVM and of its children to stderr.
    static void dumpStacks() {
        try {
            Path own = Files.createTempDirectory("contract-kit-stacks");
            Path dump = own.resolve("parent.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            System.err.println(Files.readString(dump));
            for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
                Path file = own.resolve(child.pid() + ".txt");
                Process jcmd = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                Long.toString(child.pid()),
                                "Thread.print")
                        .redirectErrorStream(true)
                        .redirectOutput(file.toFile())
                        .start();
                if (!jcmd.waitFor(10, TimeUnit.SECONDS)) {
                    jcmd.destroyForcibly();
                }
                System.err.println(
                        "child " + child.pid() + " " + child.info().command() + "\n" + Files.readString(file));
            }
            try (var files = Files.list(own)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(own);
        } catch (IOException | InterruptedException e) {
            System.err.println("could not write all stacks: " + e);
        }
    }
}
