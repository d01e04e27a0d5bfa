package concurrent.futures.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.FailureReport;
import org.junit.jupiter.api.Test;

/// Runs every rule on packages that break it.
class RulesCanFailTest {
    private static final String ROOT = "concurrent.futures.architecture.wrong";
    private static final JavaClasses WRONG = new ClassFileImporter().importPackages(ROOT);
    private static final Arrows ARROWS = new Arrows(ROOT);
    private static final Owners OWNERS = new Owners(ROOT);

    @Test
    void wrongArrowsAreSeen() {
        assertReports(ARROWS.pointOnlyWhereTheyMay(), "THREADS may not use EXECUTORS");
        assertReports(ARROWS.pointOnlyWhereTheyMay(), "WORKER may not use POOL");
        assertReports(ARROWS.pointOnlyWhereTheyMay(), "WIRE may not use WORKER");
    }

    @Test
    void cyclesAreSeen() {
        assertReports(ARROWS.haveNoCycles(), "Cycle detected");
    }

    @Test
    void anInternalTypeInTheApiIsSeen() {
        assertReports(ARROWS.keepTheApiFreeOfInternals(), "shows the internal type");
    }

    @Test
    void startingAProcessIsSeen() {
        assertReports(OWNERS.onlyLaunchStartsProcesses(), "ProcessBuilder.<init>");
    }

    @Test
    void endingTheJvmIsSeen() {
        assertReports(OWNERS.onlyWorkerEndsTheJvm(), "System.exit");
    }

    @Test
    void readingObjectsIsSeen() {
        assertReports(OWNERS.onlyWireReadsObjects(), "ObjectInputStream.<init>");
    }

    @Test
    void makingAThreadIsSeen() {
        assertReports(OWNERS.onlyThreadsMakesThreads(), "Thread.<init>");
    }

    @Test
    void printingIsSeen() {
        assertReports(OWNERS.onlyForwardingPrints(), "System.out");
    }

    @Test
    void aSocketInTheWireIsSeen() {
        assertReports(OWNERS.wireKnowsNoSocket(), "SocketChannel");
    }

    private static void assertReports(ArchRule rule, String violation) {
        FailureReport report = rule.evaluate(WRONG).getFailureReport();
        assertTrue(
                report.getDetails().stream().anyMatch(line -> line.contains(violation)),
                () -> "\"" + violation + "\" is not in: " + report);
    }
}
