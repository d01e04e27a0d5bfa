package concurrent.futures.cli.demo;

import concurrent.futures.examples.AsCompleted;
import concurrent.futures.examples.BoundConfiguration;
import concurrent.futures.examples.Broadcasting;
import concurrent.futures.examples.Cancelling;
import concurrent.futures.examples.EndlessInput;
import concurrent.futures.examples.EveryExecutor;
import concurrent.futures.examples.ExplicitShutdown;
import concurrent.futures.examples.FailingElements;
import concurrent.futures.examples.FirstCompleted;
import concurrent.futures.examples.FlightRecordings;
import concurrent.futures.examples.HashFiles;
import concurrent.futures.examples.InterruptibleTask;
import concurrent.futures.examples.ManyWaitingTasks;
import concurrent.futures.examples.MapOverPages;
import concurrent.futures.examples.MapTwoInputs;
import concurrent.futures.examples.NestedTasks;
import concurrent.futures.examples.OnACluster;
import concurrent.futures.examples.OnADashboard;
import concurrent.futures.examples.OnProcesses;
import concurrent.futures.examples.OnThreads;
import concurrent.futures.examples.OutputOfTasks;
import concurrent.futures.examples.ProgressByCallbacks;
import concurrent.futures.examples.QueryDatabases;
import concurrent.futures.examples.RetryAfterCrash;
import concurrent.futures.examples.SharingMemory;
import concurrent.futures.examples.ShowingProgress;
import concurrent.futures.examples.StubbornTask;
import concurrent.futures.examples.TimeLimit;
import concurrent.futures.examples.Watching;
import concurrent.futures.examples.WithCompletableFutures;
import concurrent.futures.examples.WorkerCounts;
import concurrent.futures.examples.WorkerInitializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All examples, in an order in which they tell a story, with what each works on.
final class Exhibits {
    private Exhibits() {}

    static List<Exhibit> of(DemoInputs inputs) throws IOException {
        List<Exhibit> all = new ArrayList<>();
        all.addAll(onFiles(inputs.directory(), inputs.files()));
        all.addAll(onPages(inputs.server()));
        all.addAll(onDatabases(inputs.databases()));
        all.addAll(onThemselves());
        return all;
    }

    private static Exhibit exhibit(
            Class<?> example, String shows, Exhibit.Program program, List<String> arguments, String... expected) {
        return new Exhibit(example.getSimpleName(), shows, program, arguments, List.of(expected));
    }

    private static String[] exactly(List<String> lines) {
        return lines.stream().map(line -> "^" + Pattern.quote(line) + "$").toArray(String[]::new);
    }

    private static List<Exhibit> onFiles(String directory, List<String> files) throws IOException {
        List<String> some = files.subList(0, 4);
        Expectations expected = Expectations.of(some);
        return List.of(
                exhibit(
                        OnThreads.class,
                        "ten lines that read files on threads",
                        OnThreads::main,
                        some,
                        exactly(expected.lineCounts())),
                exhibit(
                        OnProcesses.class,
                        "the same lines on worker JVMs: one of them differs",
                        OnProcesses::main,
                        some,
                        exactly(expected.lineCounts())),
                exhibit(
                        OnACluster.class,
                        "the same lines on two agents, which are JVMs with workers of their own",
                        OnACluster::main,
                        some,
                        exactly(expected.lineCounts())),
                exhibit(
                        EveryExecutor.class,
                        "one program, every executor, the same answer",
                        EveryExecutor::main,
                        some,
                        exactly(Stream.of("serial", "threads", "virtual", "processes")
                                .map(kind -> kind + ": " + expected.words() + " words")
                                .toList())),
                exhibit(
                        HashFiles.class,
                        "files on processes: names go in, digests come out",
                        HashFiles::main,
                        some,
                        exactly(expected.digests())),
                exhibit(
                        NestedTasks.class,
                        "tasks that submit tasks and wait for them, in a pool of two threads",
                        NestedTasks::main,
                        List.of(directory),
                        "bytes$"),
                exhibit(
                        ProgressByCallbacks.class,
                        "callbacks tell when each future ends",
                        ProgressByCallbacks::main,
                        some,
                        "4 of 4"),
                exhibit(
                        ShowingProgress.class,
                        "how far futures and a map have come, where there is a terminal",
                        ShowingProgress::main,
                        some,
                        "bytes$"),
                exhibit(
                        OnADashboard.class,
                        "work on a page while it is done, and the page as a file",
                        OnADashboard::main,
                        Stream.concat(
                                        Stream.of(Path.of(directory, "report.html")
                                                .toString()),
                                        some.stream())
                                .toList(),
                        "the report is a page of \\d+ KB"),
                exhibit(
                        FlightRecordings.class,
                        "a program and its workers, recorded by the flight recorder",
                        FlightRecordings::main,
                        List.of(Path.of(directory, "recordings").toString()),
                        "^9$"));
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
                        none,
                        "15 apples"),
                exhibit(
                        MapTwoInputs.class,
                        "a map over pairs, in chunks",
                        MapTwoInputs::main,
                        none,
                        "3 apples, 5 pears, 7 plums"),
                exhibit(
                        EndlessInput.class,
                        "endless input in constant memory",
                        EndlessInput::main,
                        none,
                        "2\\^31 - 1 is prime"),
                exhibit(
                        FailingElements.class,
                        "an element's exception comes from its own next(), and the rest goes on",
                        FailingElements::main,
                        none,
                        "failed: -2 is negative",
                        "^6$"),
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
                        none,
                        "stopped: the task ran longer than its limit",
                        "the next task runs in a new worker"),
                exhibit(
                        Watching.class,
                        "a listener hears of tasks and workers, and of the death of one",
                        Watching::main,
                        none,
                        "Watching.run: SUCCEEDED",
                        "fatal: CRASHED"),
                exhibit(
                        InterruptibleTask.class,
                        "a long task that reports its progress, and ends when it is asked to",
                        InterruptibleTask::main,
                        none,
                        "the long one is stopped: true"),
                exhibit(
                        ExplicitShutdown.class,
                        "shutting down by hand",
                        ExplicitShutdown::main,
                        none,
                        "queued: CANCELLED"),
                exhibit(
                        WorkerInitializer.class,
                        "what each worker does once, before its first task",
                        WorkerInitializer::main,
                        none,
                        "apple: 30",
                        "prices in this process: 0"),
                exhibit(
                        Broadcasting.class,
                        "a value that many tasks share, sent to each worker once",
                        Broadcasting::main,
                        none,
                        "apple: 30",
                        "plum: 10"),
                exhibit(
                        SharingMemory.class,
                        "memory that all worker processes write to",
                        SharingMemory::main,
                        none,
                        "999 squared: 998001"),
                exhibit(
                        RetryAfterCrash.class,
                        "a worker dies, and its task runs again on another one",
                        RetryAfterCrash::main,
                        none,
                        "crashing: exit code 3",
                        "retried: fine at the second attempt"),
                exhibit(
                        WithCompletableFutures.class,
                        "futures that go on as CompletableFutures",
                        WithCompletableFutures::main,
                        none,
                        "area: 42"),
                exhibit(
                        OutputOfTasks.class,
                        "what tasks print in worker processes, line by line",
                        OutputOfTasks::main,
                        none,
                        "the answer: 42",
                        "a worker says: thinking"),
                exhibit(
                        ManyWaitingTasks.class,
                        "thousands of tasks that wait at the same time, on virtual threads",
                        ManyWaitingTasks::main,
                        none,
                        "5000 tasks, of which [1-9]\\d{2,3} waited"));
    }
}
