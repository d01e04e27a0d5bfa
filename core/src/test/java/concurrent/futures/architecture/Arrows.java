package concurrent.futures.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Collection;
import java.util.Set;

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

    /// What a user can see names no type that is not exported.
    ArchRule keepTheApiFreeOfInternals() {
        return classes()
                .that(describe("are visible to users", this::isVisible))
                .should(new ArchCondition<>("show no internal type") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        report(type, type.getRawInterfaces(), events);
                        type.getRawSuperclass().ifPresent(superclass -> report(type, Set.of(superclass), events));
                        type.getMembers().stream()
                                .filter(Arrows::isOpen)
                                .forEach(member -> report(member, member.getAllInvolvedRawTypes(), events));
                    }
                });
    }

    private void report(HasDescription where, Collection<JavaClass> types, ConditionEvents events) {
        types.stream()
                .filter(type -> (type.getPackageName() + ".").startsWith(root + ".internal."))
                .forEach(type -> events.add(SimpleConditionEvent.violated(
                        where, where.getDescription() + " shows the internal type " + type.getName())));
    }

    private boolean isVisible(JavaClass type) {
        boolean exported = Box.of(type, root)
                .filter(box -> box == Box.API || box == Box.EXECUTORS)
                .isPresent();
        return exported
                && isOpen(type)
                && type.getEnclosingClass().map(this::isVisible).orElse(true);
    }

    private static boolean isOpen(HasModifiers element) {
        return element.getModifiers().contains(JavaModifier.PUBLIC)
                || element.getModifiers().contains(JavaModifier.PROTECTED);
    }

    /// The API and what is right behind it know each other: together they are one slice.
    ArchRule haveNoCycles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return Box.of(type, root)
                                .map(box -> SliceIdentifier.of((Box.API.mayUse().contains(box) ? Box.API : box).name()))
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
