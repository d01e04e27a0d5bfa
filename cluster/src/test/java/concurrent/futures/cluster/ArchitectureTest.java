package concurrent.futures.cluster;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.ObjectInputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Holds the module to the arrows of `docs/design.md`.
class ArchitectureTest {
    private static final String INTERNAL = "concurrent.futures.cluster.internal.";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .importUrl(
                    ClusterExecutor.class.getProtectionDomain().getCodeSource().getLocation());

    /// By package below `internal`, those that it may use there.
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("local", Set.of("agent", "agent.program", "driver.crew", "engine")),
            Map.entry("driver", Set.of("driver.crew", "engine", "protocol", "protocol.codec", "scheduling", "worker")),
            Map.entry("driver.crew", Set.of("engine", "protocol")),
            Map.entry("scheduling", Set.of("engine")),
            Map.entry("agent", Set.of("agent.files", "engine", "protocol", "protocol.codec", "worker")),
            Map.entry("agent.program", Set.of("agent", "agent.files", "engine")),
            Map.entry("agent.files", Set.of("protocol", "worker")),
            Map.entry("worker", Set.of("protocol", "protocol.codec")),
            Map.entry("protocol.codec", Set.of("protocol")),
            Map.entry("protocol", Set.of("engine")),
            Map.entry("engine", Set.of()),
            Map.entry("engine.exchange", Set.of("engine")),
            Map.entry("engine.jgroups", Set.of("engine", "engine.exchange", "security")),
            Map.entry("security", Set.of("engine")));

    @Test
    void packagesUseOnlyThoseTheyMay() {
        classes().that(areInternal()).should(useOnly(ARROWS)).check(MODULE);
    }

    @Test
    void eachPackageHasItsArrows() {
        Set<String> found = new TreeSet<>();
        MODULE.stream().filter(areInternal()).map(ArchitectureTest::room).forEach(found::add);
        assertEquals(new TreeSet<>(ARROWS.keySet()), found);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(INTERNAL + "(**)")
                .should()
                .beFreeOfCycles()
                .check(MODULE);
    }

    @Test
    void internalsKnowNothingOfTheApiButHowItFails() {
        noClasses()
                .that(areInternal())
                .should()
                .dependOnClassesThat(describe(
                        "are of the API, and no exception",
                        type -> type.getPackageName().equals("concurrent.futures.cluster")
                                && !type.isAssignableTo(ClusterException.class)))
                .check(MODULE);
    }

    @Test
    void nobodyReadsObjectsOfOtherNodesByTheJdk() {
        nobodyReadsObjects().check(MODULE);
    }

    private static ArchRule nobodyReadsObjects() {
        return noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);
    }

    @Test
    void theSchedulerHasNoClockThreadOrSocket() {
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + "scheduling")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio..", "java.time..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MODULE);
    }

    @Test
    void theRulesCanFail() {
        JavaClasses wrong = new ClassFileImporter().importClasses(Reads.class);
        assertTrue(nobodyReadsObjects().evaluate(wrong).hasViolation());
        ArchRule nothingIsAllowed = classes().that(areInternal()).should(useOnly(Map.of()));
        assertTrue(nothingIsAllowed.evaluate(MODULE).hasViolation());
    }

    /// Does what nobody may.
    private static final class Reads {
        @SuppressWarnings("unused") // a rule looks at it
        private @Nullable ObjectInputStream in;
    }

    private static DescribedPredicate<JavaClass> areInternal() {
        return describe("are internal", type -> type.getPackageName().startsWith(INTERNAL));
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(INTERNAL.length());
    }

    private static ArchCondition<JavaClass> useOnly(Map<String, Set<String>> arrows) {
        return new ArchCondition<>("use only the packages that theirs may use") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (areInternal().test(target)
                            && !room(target).equals(room(type))
                            && !arrows.getOrDefault(room(type), Set.of()).contains(room(target))) {
                        events.add(SimpleConditionEvent.violated(
                                dependency,
                                room(type) + " may not use " + room(target) + ": " + dependency.getDescription()));
                    }
                }
            }
        };
    }
}
