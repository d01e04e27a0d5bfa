package concurrent.futures.cli.fetch;

import concurrent.futures.Task;
import concurrent.futures.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Fetches a page; its body is counted, and written to a file if there is one, block by block.
///
/// @param url its address
/// @param file where the body goes, as a URI, or `null`
record FetchPage(URI url, @Nullable URI file) implements Task<Page> {
    private static final int BLOCK = 1 << 16;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    /// One for all tasks of a process: it keeps connections.
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @Override
    public Page call() throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<InputStream> response = CLIENT.send(request(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body();
                OutputStream out =
                        file == null ? OutputStream.nullOutputStream() : Files.newOutputStream(Path.of(file))) {
            long bytes = copy(body, out);
            long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return new Page(response.statusCode(), bytes, milliseconds);
        }
    }

    private HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("User-Agent", "futures-fetch");
        if ("http".equalsIgnoreCase(url.getScheme())) {
            request.version(HttpClient.Version.HTTP_1_1); // no offer of an upgrade, which some servers stumble over
        }
        return request.build();
    }

    private static long copy(InputStream in, OutputStream out) throws IOException {
        TaskContext task = TaskContext.current();
        byte[] block = new byte[BLOCK];
        long bytes = 0;
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            task.checkCancelled();
            out.write(block, 0, read);
            bytes += read;
        }
        return bytes;
    }
}
