package concurrent.futures.examples;

import concurrent.futures.DoneAndNotDone;
import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ReturnWhen;
import concurrent.futures.ThreadPoolExecutor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/// Asks several servers for the same thing, takes the first answer, and cancels the rest, those under way included.
public final class FirstCompleted {
    private FirstCompleted() {}

    /// Prints which page came first.
    ///
    /// @param urls addresses of pages
    public static void main(String... urls) {
        if (urls.length == 0) {
            System.err.println("usage: FirstCompleted URL...");
            return;
        }
        try (HttpClient client = HttpClient.newHttpClient();
                Executor executor = new ThreadPoolExecutor(urls.length)) {
            List<Future<String>> futures = new ArrayList<>();
            for (String url : urls) {
                futures.add(executor.submit(() -> fetch(client, url)));
            }
            // @start region="wait"
            DoneAndNotDone<String> answers = Futures.waitFor(futures, ReturnWhen.FIRST_COMPLETED);
            IO.println("first: " + answers.done().iterator().next().result());
            for (Future<String> late : answers.notDone()) {
                late.cancel(true);
            }
            // @end
            IO.println(
                    "cancelled: " + futures.stream().filter(Future::isCancelled).count());
        }
    }

    private static String fetch(HttpClient client, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return url + ", " + client.send(request, BodyHandlers.ofByteArray()).body().length + " bytes";
    }
}
