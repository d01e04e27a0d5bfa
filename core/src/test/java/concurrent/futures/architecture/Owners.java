package concurrent.futures.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;

/// The rules that give each dangerous call one owner; `root` is the package that the boxes are in.
final class Owners {
    private final String root;

    Owners(String root) {
        this.root = root;
    }

    ArchRule onlyLaunchStartsProcesses() {
        return noClasses()
                .that(areNotIn(".internal.process.launch"))
                .should()
                .callCodeUnitWhere(call(
                        "start a process",
                        target -> target.getOwner().isEquivalentTo(ProcessBuilder.class)
                                || isMethod(target, Runtime.class, "exec")));
    }

    ArchRule onlyWorkerEndsTheJvm() {
        return noClasses()
                .that(areNotIn(".internal.process.worker"))
                .should()
                .callCodeUnitWhere(call(
                        "end the JVM",
                        target -> isMethod(target, System.class, "exit")
                                || isMethod(target, Runtime.class, "exit")
                                || isMethod(target, Runtime.class, "halt")));
    }

    ArchRule onlyWireReadsObjects() {
        return noClasses()
                .that(areNotIn(".internal.wire.."))
                .should()
                .beAssignableTo(ObjectInputStream.class)
                .orShould()
                .callCodeUnitWhere(call(
                        "read objects",
                        target -> target.getOwner().isAssignableTo(ObjectInputStream.class)
                                && target.getName().equals("<init>")));
    }

    /// Each thread is made in one class, where its name and its daemon status are decided. What makes threads for
    /// itself, such as an executor of the JDK, is given a factory from there.
    ArchRule onlyThreadsMakesThreads() {
        return noClasses()
                .that(DescribedPredicate.not(describe(
                        "are the maker of threads",
                        type -> (type.getName() + "$").startsWith(root + ".internal.Threads$"))))
                .should()
                .beAssignableTo(Thread.class)
                .orShould()
                .callCodeUnitWhere(call("make threads", Owners::makesThreads));
    }

    private static boolean makesThreads(CodeUnitCallTarget target) {
        return isMethod(target, Thread.class, "<init>")
                || isMethod(target, Thread.class, "ofPlatform")
                || isMethod(target, Thread.class, "ofVirtual")
                || isMethod(target, Thread.class, "startVirtualThread")
                || target.getOwner().isAssignableTo(ForkJoinPool.class)
                || isMethod(target, Timer.class, "<init>")
                || (isMethod(target, CompletableFuture.class, target.getName())
                        && target.getName().endsWith("Async"))
                || (makesJdkExecutor(target)
                        && target.getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(ThreadFactory.class)));
    }

    private static boolean makesJdkExecutor(CodeUnitCallTarget target) {
        return (target.getOwner().isEquivalentTo(Executors.class)
                        && target.getName().startsWith("new"))
                || isMethod(target, java.util.concurrent.ThreadPoolExecutor.class, "<init>")
                || isMethod(target, java.util.concurrent.ScheduledThreadPoolExecutor.class, "<init>");
    }

    ArchRule onlyForwardingPrints() {
        return noClasses()
                .that(areNotIn(".internal.process.launch.output"))
                .and(areNotIn(".internal.process.worker"))
                .and(areNotIn(".internal.progress"))
                .should()
                .accessTargetWhere(describe("print", access -> isStandardStream(access) || isStackTrace(access)));
    }

    private static boolean isStandardStream(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        return access.getTargetOwner().getName().equals("java.lang.IO")
                || (access.getTargetOwner().isEquivalentTo(System.class) && (name.equals("out") || name.equals("err")));
    }

    private static boolean isStackTrace(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitCallTarget target
                && target.getName().equals("printStackTrace")
                && target.getRawParameterTypes().isEmpty();
    }

    ArchRule wireKnowsNoSocket() {
        return noClasses()
                .that(resideInAPackage(root + ".internal.wire.."))
                .should()
                .dependOnClassesThat(resideInAPackage("java.nio.channels..")
                        .or(assignableTo(java.net.Socket.class))
                        .or(assignableTo(java.net.ServerSocket.class)))
                .orShould()
                .dependOnClassesThat(assignableTo(Process.class));
    }

    private DescribedPredicate<JavaClass> areNotIn(String box) {
        return DescribedPredicate.not(resideInAPackage(root + box));
    }

    private static DescribedPredicate<JavaCall<?>> call(String what, Predicate<CodeUnitCallTarget> target) {
        return describe(what, call -> target.test(call.getTarget()));
    }

    private static boolean isMethod(CodeUnitCallTarget target, Class<?> owner, String name) {
        return target.getName().equals(name) && target.getOwner().isEquivalentTo(owner);
    }
}
