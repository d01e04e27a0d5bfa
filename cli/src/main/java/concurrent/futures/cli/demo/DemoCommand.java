package concurrent.futures.cli.demo;

import concurrent.futures.cli.session.Causes;
import concurrent.futures.cli.session.Session;
import concurrent.futures.cli.session.TemporaryDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes real files, databases and pages, runs every example on them, and checks that each does what it shows.
@Command(
        name = "demo",
        description = {
            "Makes files, SQLite databases and a web server on the loopback interface,",
            "runs every example on them, and says in a line what each one shows."
        })
public final class DemoCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    /// Makes the command.
    ///
    /// @param session where it prints
    public DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        try (TemporaryDirectory directory = TemporaryDirectory.create("futures-demo-", session);
                DemoServer server = DemoServer.start()) {
            DemoInputs inputs = DemoInputs.make(directory.path(), server);
            List<Exhibit> exhibits = Exhibits.of(inputs);
            session.println("In " + directory.path() + ": " + inputs.files().size() + " files, "
                    + inputs.databases().size() + " databases; pages at " + server.address() + ".");
            for (Exhibit exhibit : exhibits) {
                show(exhibit);
            }
            session.println("");
            session.println(String.format(
                    Locale.ROOT,
                    "%d examples, %s, in %.1f s.",
                    exhibits.size(),
                    session.exitCode() == 0 ? "and each did what it shows" : "not all of which did what they show",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0));
        }
        return session.exitCode();
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
