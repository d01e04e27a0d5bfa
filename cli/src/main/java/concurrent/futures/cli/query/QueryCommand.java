package concurrent.futures.cli.query;

import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.cli.options.ExecutorKind;
import concurrent.futures.cli.options.ExecutorOptions;
import concurrent.futures.cli.options.OpenExecutor;
import concurrent.futures.cli.session.Causes;
import concurrent.futures.cli.session.FileName;
import concurrent.futures.cli.session.Session;
import concurrent.futures.cli.session.TemporaryDirectory;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Asks many SQLite databases the same question, each in a task of its own, and prints the answers in the order of the
/// input. No database is changed, and none is made.
@Command(
        name = "query",
        description = {
            "Runs the same SQL on many SQLite files, which are only read, and prints the rows of each.",
            "By default on threads."
        })
public final class QueryCommand implements Callable<Integer> {
    private static final int DATABASES_AHEAD_PER_WORKER = 2;

    private final Session session;

    @Mixin
    private final ExecutorOptions options = new ExecutorOptions(ExecutorKind.THREADS, null);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--sql", paramLabel = "SQL", required = true, description = "One statement that only reads.")
    private String sql = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = AnswerFormat.Converter.class,
            completionCandidates = AnswerFormat.Candidates.class,
            description = "How the rows are printed: ${COMPLETION-CANDIDATES}; table by default.")
    private AnswerFormat format = AnswerFormat.TABLE;

    @Parameters(arity = "1..*", paramLabel = "DB", description = "SQLite files.")
    private List<String> databases = List.of();

    /// Makes the command.
    ///
    /// @param session where it prints
    public QueryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        String complaint = ReadOnlyStatement.complaint(sql);
        if (complaint != null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec, "picocli sets it").commandLine(), "--sql: " + complaint);
        }
        List<FileName> names = databases.stream().map(FileName::of).toList();
        // The driver unpacks its native library; a worker process that is killed would leave that behind.
        try (TemporaryDirectory unpacked = TemporaryDirectory.create("futures-query-", session)) {
            System.setProperty("org.sqlite.tmpdir", unpacked.path().toString());
            ask(names, "-Dorg.sqlite.tmpdir=" + unpacked.path());
        }
        return session.exitCode();
    }

    private void ask(List<FileName> names, String jvmOption) throws IOException {
        try (OpenExecutor open = options.open(session, jvmOption);
                Results<Answer> answers = open.executor()
                        .map(
                                new AskDatabase(sql),
                                names,
                                MapOptions.defaults().withBufferSize(open.bufferSize(DATABASES_AHEAD_PER_WORKER)))
                        .withProgress("query")) {
            AnswerWriter writer = format.writer();
            session.print(writer.begin());
            Iterator<Answer> results = answers.iterator();
            Iterator<FileName> asked = names.iterator();
            while (results.hasNext()) {
                session.print(next(results, asked.next(), writer));
            }
            session.print(writer.end());
        }
    }

    private byte[] next(Iterator<Answer> results, FileName name, AnswerWriter writer) throws IOException {
        String failure;
        try {
            return writer.answer(name.toString(), results.next());
        } catch (IncompatibleColumnsException e) {
            failure = e.getMessage();
        } catch (RuntimeException e) {
            failure = Causes.describe(e);
        }
        session.fail(name, failure);
        return writer.failure(name.toString(), failure);
    }
}
