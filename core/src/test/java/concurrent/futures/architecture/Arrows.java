package concurrent.futures.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/// The rules about which box may use which; `root` is the package that the boxes are in.
final class Arrows {
    private final String root;

    Arrows(String root) {
        this.root = root;
    }

    ArchRule pointOnlyWhereTheyMay() {
        return classes().should(new ArchCondition<>("use only the boxes that theirs may use") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Box.of(type, root)
                        .ifPresent(from -> type.getDirectDependenciesFromSelf()
                                .forEach(dependency -> judge(from, dependency, events)));
            }
        });
    }

    private void judge(Box from, Dependency dependency, ConditionEvents events) {
        Box.of(dependency.getTargetClass(), root)
                .filter(to -> to != from && !from.mayUse().contains(to))
                .ifPresent(to -> events.add(SimpleConditionEvent.violated(
                        dependency, from + " may not use " + to + ": " + dependency.getDescription())));
    }

    /// The API and what is right behind it know each other: together they are one slice.
    ArchRule haveNoCycles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return Box.of(type, root)
                                .map(box -> SliceIdentifier.of((box == Box.INTERNAL ? Box.API : box).name()))
                                .orElse(SliceIdentifier.ignore());
                    }

                    @Override
                    public String getDescription() {
                        return "the boxes";
                    }
                })
                .should()
                .beFreeOfCycles();
    }
}
