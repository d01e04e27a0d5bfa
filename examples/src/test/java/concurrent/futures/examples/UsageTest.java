package concurrent.futures.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The programs that need input say so without it.
class UsageTest {
    @TestFactory
    Stream<DynamicTest> withoutArguments() {
        Map<String, Printed.Program> programs = Map.ofEntries(
                Map.entry("usage: OnThreads FILE...", OnThreads::main),
                Map.entry("usage: OnProcesses FILE...", OnProcesses::main),
                Map.entry("usage: EveryExecutor FILE...", EveryExecutor::main),
                Map.entry("usage: MapOverPages URL...", MapOverPages::main),
                Map.entry("usage: AsCompleted URL...", AsCompleted::main),
                Map.entry("usage: FirstCompleted URL...", FirstCompleted::main),
                Map.entry("usage: QueryDatabases SQL DATABASE...", QueryDatabases::main),
                Map.entry("usage: HashFiles FILE...", HashFiles::main),
                Map.entry("usage: ProgressByCallbacks FILE...", ProgressByCallbacks::main),
                Map.entry("usage: NestedTasks FOLDER...", NestedTasks::main));
        return programs.entrySet().stream()
                .map(program -> DynamicTest.dynamicTest(
                        program.getKey(),
                        () -> assertEquals(
                                new Printed(List.of(), List.of(program.getKey())), Printed.by(program.getValue()))));
    }
}
