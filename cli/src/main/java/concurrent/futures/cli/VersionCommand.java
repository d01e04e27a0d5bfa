package concurrent.futures.cli;

import concurrent.futures.Executor;
import concurrent.futures.cli.session.ExitCode;
import concurrent.futures.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Tells the versions of everything that matters when something does not work.
@Command(name = "version", description = "Prints the versions of this library, of the JDK and of the system.")
final class VersionCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        @Nullable String library = Executor.class.getPackage().getImplementationVersion();
        session.println("concurrent.futures " + (library == null ? "(not packaged)" : library));
        session.println("JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ", "
                + System.getProperty("java.home") + ")");
        session.println(System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
        return ExitCode.OK;
    }
}
