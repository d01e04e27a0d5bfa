package concurrent.futures.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import concurrent.futures.Executor;
import org.junit.jupiter.api.Test;

/// Holds the module to the arrows and to the owners.
class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .importUrl(Executor.class.getProtectionDomain().getCodeSource().getLocation());
    private static final Arrows ARROWS = new Arrows("concurrent.futures");
    private static final Owners OWNERS = new Owners("concurrent.futures");

    @Test
    void packagesUseOnlyThoseTheyMay() {
        ARROWS.pointOnlyWhereTheyMay().check(MODULE);
    }

    @Test
    void packagesHaveNoCycles() {
        ARROWS.haveNoCycles().check(MODULE);
    }

    @Test
    void apiShowsNoInternalType() {
        ARROWS.keepTheApiFreeOfInternals().check(MODULE);
    }

    @Test
    void onlyLaunchStartsProcesses() {
        OWNERS.onlyLaunchStartsProcesses().check(MODULE);
    }

    @Test
    void onlyWorkerEndsTheJvm() {
        OWNERS.onlyWorkerEndsTheJvm().check(MODULE);
    }

    @Test
    void onlyWireReadsObjects() {
        OWNERS.onlyWireReadsObjects().check(MODULE);
    }

    @Test
    void onlyThreadsMakesThreads() {
        OWNERS.onlyThreadsMakesThreads().check(MODULE);
    }

    @Test
    void onlyForwardingPrints() {
        OWNERS.onlyForwardingPrints().check(MODULE);
    }

    @Test
    void wireKnowsNoSocket() {
        OWNERS.wireKnowsNoSocket().check(MODULE);
    }
}
