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
        Map<String, Printed.Program> programs = Map.of(
                "usage: OnThreads FILE...", OnThreads::main,
                "usage: OnProcesses FILE...", OnProcesses::main,
                "usage: EveryExecutor FILE...", EveryExecutor::main,
                "usage: MapOverPages URL...", MapOverPages::main,
                "usage: AsCompleted URL...", AsCompleted::main,
                "usage: FirstCompleted URL...", FirstCompleted::main,
                "usage: QueryDatabases SQL DATABASE...", QueryDatabases::main,
                "usage: HashFiles FILE...", HashFiles::main,
                "usage: ProgressByCallbacks FILE...", ProgressByCallbacks::main);
        return programs.entrySet().stream()
                .map(program -> DynamicTest.dynamicTest(
                        program.getKey(),
                        () -> assertEquals(
                                new Printed(List.of(), List.of(program.getKey())), Printed.by(program.getValue()))));
    }
}
