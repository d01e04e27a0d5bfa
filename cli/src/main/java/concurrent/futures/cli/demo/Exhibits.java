package concurrent.futures.cli.demo;

import concurrent.futures.examples.AsCompleted;
import concurrent.futures.examples.BoundConfiguration;
import concurrent.futures.examples.Cancelling;
import concurrent.futures.examples.EndlessInput;
import concurrent.futures.examples.EveryExecutor;
import concurrent.futures.examples.ExplicitShutdown;
import concurrent.futures.examples.FailingElements;
import concurrent.futures.examples.FirstCompleted;
import concurrent.futures.examples.HashFiles;
import concurrent.futures.examples.InterruptibleTask;
import concurrent.futures.examples.MapOverPages;
import concurrent.futures.examples.MapTwoInputs;
import concurrent.futures.examples.OnProcesses;
import concurrent.futures.examples.OnThreads;
import concurrent.futures.examples.ProgressByCallbacks;
import concurrent.futures.examples.QueryDatabases;
import concurrent.futures.examples.RetryAfterCrash;
import concurrent.futures.examples.StubbornTask;
import concurrent.futures.examples.TimeLimit;
import concurrent.futures.examples.WithCompletableFutures;
import concurrent.futures.examples.WorkerCounts;
import concurrent.futures.examples.WorkerInitializer;
import java.util.ArrayList;
import java.util.List;

/// All examples, in an order in which they tell a story, with what each works on.
final class Exhibits {
    private Exhibits() {}

    static List<Exhibit> of(DemoInputs inputs) {
        List<Exhibit> all = new ArrayList<>();
        all.addAll(onFiles(inputs.files()));
        all.addAll(onPages(inputs.server()));
        all.addAll(onDatabases(inputs.databases()));
        all.addAll(onThemselves());
        return all;
    }

    private static Exhibit exhibit(
            Class<?> example, String shows, Exhibit.Program program, List<String> arguments, String... expected) {
        return new Exhibit(example.getSimpleName(), shows, program, arguments, List.of(expected));
    }

    private static List<Exhibit> onFiles(List<String> files) {
        List<String> some = files.subList(0, 4);
        return List.of(
                exhibit(OnThreads.class, "ten lines that read files on threads", OnThreads::main, some, "text-01"),
                exhibit(
                        OnProcesses.class,
                        "the same lines on worker JVMs: one of them differs",
                        OnProcesses::main,
                        some,
                        "text-01"),
                exhibit(
                        EveryExecutor.class,
                        "one program, every executor, the same answer",
                        EveryExecutor::main,
                        some,
                        "serial: \\d+ words",
                        "processes: \\d+ words"),
                exhibit(
                        HashFiles.class,
                        "files on processes: names go in, digests come out",
                        HashFiles::main,
                        files,
                        "^[0-9a-f]{64}  .*text-01.txt$",
                        "^[0-9a-f]{64}  .*text-24.txt$"),
                exhibit(
                        ProgressByCallbacks.class,
                        "callbacks tell when each future ends",
                        ProgressByCallbacks::main,
                        some,
                        "4"));
    }

    private static List<Exhibit> onPages(DemoServer server) {
        String fast = server.page("/fast/1");
        String slow = server.page("/slow/2");
        String failing = server.page("/failing/3");
        String never = server.page("/never/4");
        return List.of(
                exhibit(
                        MapOverPages.class,
                        "a map over pages gives its results in the order of the input",
                        MapOverPages::main,
                        List.of(slow, fast, server.page("/fast/5")),
                        "/slow/2",
                        "/fast/5"),
                exhibit(
                        AsCompleted.class,
                        "as they complete: the fastest first, and the failing ones named",
                        AsCompleted::main,
                        List.of(slow, failing, fast, server.refused()),
                        "/slow/2: \\d+ bytes",
                        "/failing/3 failed: .*503",
                        "/refused failed: .*ConnectException"),
                exhibit(
                        FirstCompleted.class,
                        "wait for the first answer, cancel the rest",
                        FirstCompleted::main,
                        List.of(never, fast, never),
                        "first: .*/fast/1",
                        "cancelled: 2"));
    }

    private static List<Exhibit> onDatabases(List<String> databases) {
        List<String> arguments = new ArrayList<>(List.of("SELECT COUNT(*) FROM orders"));
        arguments.addAll(databases);
        return List.of(exhibit(
                QueryDatabases.class,
                "databases on threads, a connection for each task",
                QueryDatabases::main,
                arguments,
                "lisbon.db: 500",
                "quito.db: 500"));
    }

    private static List<Exhibit> onThemselves() {
        List<String> none = List.of();
        return List.of(
                exhibit(WorkerCounts.class, "how many workers are worth having", WorkerCounts::main, none, "8 workers"),
                exhibit(
                        BoundConfiguration.class,
                        "a configuration bound once with partial",
                        BoundConfiguration::main,
                        none),
                exhibit(MapTwoInputs.class, "a map over pairs, in chunks", MapTwoInputs::main, none),
                exhibit(EndlessInput.class, "endless input in constant memory", EndlessInput::main, none),
                exhibit(
                        FailingElements.class,
                        "an element's exception comes from its own next(), and the rest goes on",
                        FailingElements::main,
                        none),
                exhibit(
                        TimeLimit.class,
                        "a limit on the wait, and a limit on the task, which stops it",
                        TimeLimit::main,
                        none,
                        "the task goes on: done = false",
                        "the task was stopped: done = true"),
                exhibit(
                        Cancelling.class,
                        "cancel() takes back what has not begun, cancel(true) stops what has",
                        Cancelling::main,
                        none,
                        "queued, cancel\\(\\): true",
                        "running, cancel\\(\\): false",
                        "running, cancel\\(true\\): true"),
                exhibit(
                        StubbornTask.class,
                        "a task that ignores interrupts is stopped with its worker",
                        StubbornTask::main,
                        none),
                exhibit(
                        InterruptibleTask.class,
                        "a long task that reports its progress, and ends when it is asked to",
                        InterruptibleTask::main,
                        none),
                exhibit(ExplicitShutdown.class, "shutting down by hand", ExplicitShutdown::main, none),
                exhibit(
                        WorkerInitializer.class,
                        "what each worker does once, before its first task",
                        WorkerInitializer::main,
                        none),
                exhibit(
                        RetryAfterCrash.class,
                        "a worker dies, and its task runs again on another one",
                        RetryAfterCrash::main,
                        none),
                exhibit(
                        WithCompletableFutures.class,
                        "futures that go on as CompletableFutures",
                        WithCompletableFutures::main,
                        none));
    }
}
