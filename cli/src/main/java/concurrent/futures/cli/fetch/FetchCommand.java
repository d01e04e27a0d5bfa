package concurrent.futures.cli.fetch;

import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.cli.options.ExecutorKind;
import concurrent.futures.cli.options.ExecutorOptions;
import concurrent.futures.cli.options.OpenExecutor;
import concurrent.futures.cli.session.Causes;
import concurrent.futures.cli.session.FileName;
import concurrent.futures.cli.session.Session;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/// Fetches pages at the same time, and prints a line for each as it arrives.
@Command(
        name = "fetch",
        description = {
            "Prints a line per page as it arrives: status, bytes, milliseconds, URL.",
            "Pages that can not be had, or whose status is 400 or more, are named on standard error.",
            "By default on threads, with a limit of 30s for each page."
        })
public final class FetchCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Session session;

    @Mixin
    private final ExecutorOptions options = new ExecutorOptions(ExecutorKind.THREADS, LIMIT);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "Keep each body in this directory, in a file named after its URL.")
    private @Nullable String outputDirectory;

    @Parameters(arity = "1..*", paramLabel = "URL", description = "Addresses that begin with http:// or https://.")
    private List<String> urls = List.of();

    /// Makes the command.
    ///
    /// @param session where it prints
    public FetchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<URI> pages = urls.stream().map(this::page).toList();
        try (Bodies bodies = bodies(pages);
                OpenExecutor open = options.open(session)) {
            Map<Future<Page>, Integer> numbers = new LinkedHashMap<>();
            for (int i = 0; i < pages.size(); i++) {
                numbers.put(open.executor().submit(new FetchPage(pages.get(i), bodies.partOf(i))), i);
            }
            for (Future<Page> future : Futures.progress(numbers.keySet(), "fetch")) {
                int number = Objects.requireNonNull(numbers.get(future));
                report(future, number, pages.get(number), bodies);
            }
        }
        return session.exitCode();
    }

    private void report(Future<Page> future, int number, URI url, Bodies bodies) {
        try {
            Page page = future.result();
            session.println(String.format(
                    Locale.ROOT, "%d %9d B %6d ms  %s", page.status(), page.bytes(), page.milliseconds(), url));
            if (page.failed()) {
                session.fail(url, page.describe());
            } else {
                bodies.keep(number);
            }
        } catch (RuntimeException e) {
            session.fail(url, Causes.describe(e));
        } catch (IOException e) {
            session.fail(url, "its body can not be kept: " + Causes.describe(e));
        }
    }

    private URI page(String text) {
        try {
            URI url = URI.create(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw wrong("'" + text + "' is not a URL (" + Causes.describe(e) + "): percent-encode what is special");
        }
        throw wrong("'" + text + "' can not be fetched: give a URL that begins with http:// or https:// and a host");
    }

    private Bodies bodies(List<URI> pages) {
        if (outputDirectory == null) {
            return Bodies.NONE;
        }
        FileName directory = FileName.of(outputDirectory);
        try {
            return new StoredBodies(directory.path(), BodyNames.of(pages), session);
        } catch (IOException e) {
            throw wrong("--output-dir " + directory + ": bodies can not be kept there (" + Causes.describe(e)
                    + "); give a directory that can be written to");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(
                Objects.requireNonNull(spec, "picocli sets it").commandLine(), message);
    }
}
