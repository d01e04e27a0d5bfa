package concurrent.futures.cli.options;

import concurrent.futures.TaskOptions;
import concurrent.futures.cli.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that all commands with tasks have: who does the work, how long, how often.
public final class ExecutorOptions {
    private static final int MOST_WORKERS = 10_000;

    private final ExecutorKind defaultKind;
    private final @Nullable Duration defaultTimeout;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private @Nullable Integer workers;
    private int retries;

    @Option(
            names = "--executor",
            paramLabel = "KIND",
            converter = ExecutorKind.Converter.class,
            completionCandidates = ExecutorKind.Candidates.class,
            description = "What runs the tasks: ${COMPLETION-CANDIDATES}.")
    private @Nullable ExecutorKind kind;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "The most time for one task: 500ms, 5s, 2m.")
    private @Nullable Duration timeout;

    @Option(
            names = "--dashboard",
            description = "Shows the work on a page while it is done; the link is printed on standard error.")
    private boolean dashboard;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes what that page shows at the end to a file, which a browser shows as it is.")
    private @Nullable Path report;

    /// Makes the options of a command.
    ///
    /// @param defaultKind what runs the tasks where no option says so
    /// @param defaultTimeout the time limit where no option gives one, or `null`
    public ExecutorOptions(ExecutorKind defaultKind, @Nullable Duration defaultTimeout) {
        this.defaultKind = defaultKind;
        this.defaultTimeout = defaultTimeout;
    }

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "How many tasks run at the same time. By default as many as the executor finds fit.")
    void workers(int number) {
        if (number < 1 || number > MOST_WORKERS) {
            throw wrong("--workers " + number + ": must be from 1 to " + MOST_WORKERS
                    + "; leave it out for as many as the executor finds fit");
        }
        workers = number;
    }

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "How often a task is run again after its worker was lost or its time was up (0).")
    void retries(int number) {
        if (number < 0) {
            throw wrong("--retries " + number + ": must be at least 0; leave it out for no further attempt");
        }
        retries = number;
    }

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    /// Opens the executor.
    ///
    /// @param session told what workers write, and closes the executor when it is interrupted
    /// @param jvmOptions for worker processes
    /// @return to be closed at the end
    public OpenExecutor open(Session session, String... jvmOptions) {
        ExecutorKind chosen = kind();
        if (chosen == ExecutorKind.SERIAL && workers != null && workers > 1) {
            throw wrong(
                    "--workers " + workers
                            + ": the serial executor runs one task at a time; leave --workers out, or choose another --executor");
        }
        Duration limit = timeout != null ? timeout : defaultTimeout;
        TaskOptions options = TaskOptions.defaults().withRetries(retries);
        return OpenExecutor.open(
                chosen,
                workers,
                limit == null ? options : options.withTimeout(limit),
                new Watching(dashboard, report, title()),
                session,
                jvmOptions);
    }

    /// What runs the tasks.
    ///
    /// @return the option, or the default
    public ExecutorKind kind() {
        return kind != null ? kind : defaultKind;
    }

    private String title() {
        return command == null ? "futures" : command.qualifiedName();
    }

    private ParameterException wrong(String message) {
        return WrongOption.of(command, message);
    }
}
