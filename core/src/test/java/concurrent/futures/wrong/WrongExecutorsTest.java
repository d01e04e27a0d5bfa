package concurrent.futures.wrong;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import concurrent.futures.kit.Watchdog;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// The kit can fail: it finds each of many faults, by the test that is meant to.
class WrongExecutorsTest {
    @ParameterizedTest
    @EnumSource
    void theKitFindsTheFault(Fault fault) {
        FaultyContract.factory = fault.factory;
        Set<String> failed = failures(fault.suite);
        assertTrue(
                failed.contains(fault.test + "()"),
                () -> fault + " was not found by " + fault.test + ", but by " + failed);
    }

    private static Set<String> failures(String suite) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(FaultyContract.class))
                .filters((PostDiscoveryFilter)
                        descriptor -> FilterResult.includedIf(isOf(descriptor.getUniqueId(), suite)))
                .configurationParameter(Watchdog.QUIET, "true")
                .build();
        Set<String> failed = new TreeSet<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == Status.FAILED) {
                    failed.add(test.getDisplayName());
                }
            }
        });
        return failed;
    }

    private static boolean isOf(UniqueId id, String suite) {
        return id.getSegments().stream()
                .filter(segment -> segment.getType().equals("nested-class"))
                .allMatch(segment -> segment.getValue().equals(suite));
    }
}
