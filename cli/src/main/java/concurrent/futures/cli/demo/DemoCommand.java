package concurrent.futures.cli.demo;

import concurrent.futures.Executor;
import concurrent.futures.cli.options.DurationConverter;
import concurrent.futures.cli.options.ExecutorKind;
import concurrent.futures.cli.options.OpenExecutor;
import concurrent.futures.cli.session.Causes;
import concurrent.futures.cli.session.Session;
import concurrent.futures.cli.session.TemporaryDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Makes real files, databases and pages, runs every example on them, and checks that each does what it shows.
@Command(
        name = "demo",
        description = {
            "Makes files, SQLite databases and a web server on the loopback interface,",
            "runs every example on them, and says in a line what each one shows.",
            "With --dashboard: works on them instead, for a page that shows how.",
            "With --executor: runs one program on an executor of your choice."
        })
public final class DemoCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(names = "--dashboard", description = "Shows work on a page, whose link is printed, until Enter is pressed.")
    private boolean dashboard;

    @Option(
            names = "--actions",
            description = {
                "With --dashboard: the page can cancel tasks, resize the pool of processes, and shut",
                "executors down; nobody sees it without the token in its link."
            })
    private boolean actions;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "With --dashboard: the most time until the end: 60s, 5m.")
    private @Nullable Duration time;

    @Option(
            names = "--executor",
            paramLabel = "KIND",
            converter = ExecutorKind.Converter.class,
            completionCandidates = ExecutorKind.Candidates.class,
            description = "One program instead of all examples, on this: ${COMPLETION-CANDIDATES}.")
    private @Nullable ExecutorKind kind;

    @Spec
    private @Nullable CommandSpec spec;

    /// Makes the command.
    ///
    /// @param session where it prints
    public DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (time != null && !dashboard && spec != null) {
            throw new ParameterException(spec.commandLine(), "--for: only with --dashboard");
        }
        if (actions && !dashboard && spec != null) {
            throw new ParameterException(spec.commandLine(), "--actions: only with --dashboard");
        }
        if (kind != null && dashboard && spec != null) {
            throw new ParameterException(spec.commandLine(), "--executor: not with --dashboard, which shows several");
        }
        long start = System.nanoTime();
        try (TemporaryDirectory directory = TemporaryDirectory.create("futures-demo-", session);
                DemoServer server = DemoServer.start()) {
            DemoInputs inputs = DemoInputs.make(directory.path(), server);
            session.println("In " + directory.path() + ": " + inputs.files().size() + " files, "
                    + inputs.databases().size() + " databases; pages at " + server.address() + ".");
            if (dashboard) {
                new LiveWork(inputs, session).show(time, actions);
                return session.exitCode();
            }
            if (kind == null) {
                showAll("examples", Exhibits.of(inputs), start);
            } else {
                try (Executor executor = OpenExecutor.make(kind, /* workers= */ null, session)) {
                    showAll("parts", Tour.of(inputs, kind, executor), start);
                }
            }
        }
        return session.exitCode();
    }

    private void showAll(String what, List<Exhibit> exhibits, long start) {
        for (Exhibit exhibit : exhibits) {
            show(exhibit);
        }
        session.println("");
        session.println(String.format(
                Locale.ROOT,
                "%d %s, %s, in %.1f s.",
                exhibits.size(),
                what,
                session.exitCode() == 0 ? "and each did what it shows" : "not all of which did what they show",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0));
    }

    private void show(Exhibit exhibit) {
        session.println("");
        session.println(exhibit.name() + ": " + exhibit.shows());
        try (StandardOutput output = StandardOutput.redirect(line -> session.println("    " + line))) {
            exhibit.run();
            for (String missing : exhibit.missingIn(output.lines())) {
                session.fail(exhibit.name(), "no line of its output is like " + missing);
            }
        } catch (Exception | AssertionError e) {
            session.fail(exhibit.name(), Causes.describe(e));
        }
    }
}
