package concurrent.futures.cli.hash;

import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.cli.options.ExecutorKind;
import concurrent.futures.cli.options.ExecutorOptions;
import concurrent.futures.cli.options.OpenExecutor;
import concurrent.futures.cli.session.Causes;
import concurrent.futures.cli.session.FileName;
import concurrent.futures.cli.session.Session;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints the digests of files in the order of the input, however many workers there are.
///
/// The files are found, digested and printed as a stream: as many as the map's buffer holds are under way.
@Command(
        name = "hash",
        description = {
            "Prints what sha256sum prints, in the same order, whatever the number of workers.",
            "By default the files are digested in worker processes."
        })
public final class HashCommand implements Callable<Integer> {
    private static final int FILES_AHEAD_PER_WORKER = 512;

    private final Session session;

    @Mixin
    private final ExecutorOptions options = new ExecutorOptions(ExecutorKind.PROCESSES, null);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-r", "--recursive"},
            description = "Take the regular files below each directory, sorted by the bytes of their paths.")
    private boolean recursive;

    @Option(names = "--algorithm", paramLabel = "NAME", description = "The digest: SHA-256 by default.")
    private String algorithm = "SHA-256";

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, or - for standard input.")
    private List<String> paths = List.of();

    /// Makes the command.
    ///
    /// @param session where it prints
    public HashCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!Digest.isKnown(algorithm) && spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--algorithm " + algorithm + ": not known here; choose one of "
                            + String.join(", ", Digest.known()));
        }
        List<FileName> names = paths.stream().map(FileName::of).toList();
        Inputs inputs = new Inputs(recursive ? new FileTree(names, this::failed) : names);
        try (OpenExecutor open = options.open(session);
                Results<byte[]> digests = open.executor()
                        .map(
                                new HashFile(algorithm),
                                inputs,
                                MapOptions.defaults().withBufferSize(open.bufferSize(FILES_AHEAD_PER_WORKER)))
                        .withProgress("hash", recursive ? -1 : names.size())) {
            Iterator<byte[]> results = digests.iterator();
            while (results.hasNext()) {
                printNext(results, inputs);
            }
        }
        return session.exitCode();
    }

    private void printNext(Iterator<byte[]> results, Inputs inputs) {
        byte[] digest;
        try {
            digest = results.next();
        } catch (RuntimeException e) {
            failed(inputs.next(), e);
            return;
        }
        FileName name = inputs.next();
        if (name.is("-")) {
            try {
                digest = Digest.of(session.in(), Long.MAX_VALUE - 1, algorithm);
            } catch (IOException e) {
                failed(name, e);
                return;
            }
        }
        session.print(HashLine.of(digest, name));
    }

    private void failed(FileName name, Throwable cause) {
        session.fail(name, Causes.describe(cause));
    }
}
