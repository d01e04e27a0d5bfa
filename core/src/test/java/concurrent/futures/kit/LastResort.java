package concurrent.futures.kit;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Ends a JVM of tests in which nothing begins or ends any more: writes the stacks of this JVM and of all its child
/// JVMs to stderr, kills the children, and halts. For tests that have no [Watchdog], or do not heed it; without this, a
/// test that is stuck keeps a build for ever, and does not say where.
///
/// JUnit finds it by its services file.
public final class LastResort implements TestExecutionListener {
    /// The system property for another limit, in seconds.
    public static final String LIMIT = "concurrent.futures.kit.lastResortSeconds";

    /// What the JVM's exit status is then.
    public static final int STATUS = 86;

    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(6);

    private final Duration limit = Duration.ofSeconds(Long.getLong(LIMIT, DEFAULT_LIMIT.toSeconds()));
    private @Nullable ScheduledFuture<?> end;

    /// Made by JUnit.
    public LastResort() {}

    @Override
    public void executionStarted(TestIdentifier test) {
        putOff(test.getLegacyReportingName() + ", which has begun");
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        putOff("what comes after " + test.getLegacyReportingName());
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        stop();
    }

    private synchronized void putOff(String what) {
        stop();
        end = Watchdog.CLOCK.schedule(() -> halt(what), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void stop() {
        if (end != null) {
            end.cancel(false);
        }
    }

    private void halt(String what) {
        System.err.println("STUCK for " + limit.toSeconds() + " s, and ended: " + what);
        Watchdog.dumpStacks();
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(STATUS);
    }
}
