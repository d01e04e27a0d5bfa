package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.TaskFailedException;
import concurrent.futures.ThreadPoolExecutor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/// Takes the futures as they complete; a map from future to item tells which one it was, and names the item that
/// failed.
public final class AsCompleted {
    private AsCompleted() {}

    /// Prints a line per page, the fastest first.
    ///
    /// @param urls addresses of pages
    public static void main(String... urls) {
        if (urls.length == 0) {
            System.err.println("usage: AsCompleted URL...");
            return;
        }
        // @start region="loop"
        try (HttpClient client = HttpClient.newHttpClient();
                Executor executor = new ThreadPoolExecutor(urls.length)) {
            Map<Future<Integer>, String> futureToUrl = new HashMap<>();
            for (String url : urls) {
                futureToUrl.put(executor.submit(() -> fetch(client, url).length), url);
            }
            for (Future<Integer> future : Futures.asCompleted(futureToUrl.keySet())) {
                String url = futureToUrl.get(future);
                try {
                    IO.println(url + ": " + future.result() + " bytes");
                } catch (TaskFailedException e) {
                    IO.println(url + " failed: " + e.getCause());
                }
            }
        }
        // @end
    }

    private static byte[] fetch(HttpClient client, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() >= 400) {
            throw new IOException("status " + response.statusCode());
        }
        return response.body();
    }
}
