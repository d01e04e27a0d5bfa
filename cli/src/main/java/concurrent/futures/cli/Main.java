package concurrent.futures.cli;

import concurrent.futures.cli.cluster.ClusterCommand;
import concurrent.futures.cli.demo.DemoCommand;
import concurrent.futures.cli.fetch.FetchCommand;
import concurrent.futures.cli.hash.HashCommand;
import concurrent.futures.cli.query.QueryCommand;
import concurrent.futures.cli.session.ExitCode;
import concurrent.futures.cli.session.OutputClosedException;
import concurrent.futures.cli.session.RawArguments;
import concurrent.futures.cli.session.Session;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Where the `futures` command begins.
public final class Main {
    private Main() {}

    /// Runs the command as a process: the exit code tells how it went, and an interrupt leaves nothing behind.
    ///
    /// @param args the command line
    public static void main(String... args) {
        Session session = new Session(
                System.in,
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                new FileOutputStream(FileDescriptor.err));
        Thread atInterrupt = new Thread(session::interrupt, "futures-interrupt");
        Runtime.getRuntime().addShutdownHook(atInterrupt);
        System.exit(run(session, RawArguments.of(args)));
    }

    /// Runs the command in this JVM.
    ///
    /// @param in standard input
    /// @param out standard output
    /// @param err standard error
    /// @param args the command line
    /// @return the exit code
    public static int run(InputStream in, OutputStream out, OutputStream err, String... args) {
        return run(new Session(in, out, err), args);
    }

    private static int run(Session session, String... args) {
        StringWriter help = new StringWriter();
        CommandLine line = new CommandLine(new FuturesCommand())
                .addSubcommand(new HashCommand(session))
                .addSubcommand(new FetchCommand(session))
                .addSubcommand(new QueryCommand(session))
                .addSubcommand(new DemoCommand(session))
                .addSubcommand(ClusterCommand.with(session))
                .addSubcommand(new VersionCommand(session))
                .addSubcommand(new GenerateCompletion())
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(false)
                .setOut(new PrintWriter(help))
                .setParameterExceptionHandler((e, arguments) -> wrongUsage(session, e))
                .setExecutionExceptionHandler((e, command, parsed) -> failure(session, e));
        int code = line.execute(args);
        if (help.getBuffer().isEmpty()) {
            return code;
        }
        try {
            session.print(help.toString().getBytes(StandardCharsets.UTF_8));
        } catch (OutputClosedException e) {
            return failure(session, e);
        }
        return code;
    }

    private static int wrongUsage(Session session, ParameterException e) {
        session.note(String.valueOf(e.getMessage()));
        session.note("try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }

    private static int failure(Session session, Exception e) {
        if (e instanceof OutputClosedException closed) {
            if (!closed.isBrokenPipe()) {
                session.note("standard output: " + closed.reason());
                return ExitCode.SOME_FAILED;
            }
            return ExitCode.BROKEN_PIPE;
        }
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, /* autoFlush= */ true));
        session.note("an error of this program: " + trace);
        return ExitCode.SOME_FAILED;
    }
}
