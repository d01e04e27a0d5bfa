package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.ThreadPoolExecutor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;

/// Maps a function over pages: all are fetched at once, the sizes come in the order of the addresses.
public final class MapOverPages {
    private MapOverPages() {}

    /// Prints the size of each page.
    ///
    /// @param args addresses of pages
    public static void main(String... args) {
        if (args.length == 0) {
            System.err.println("usage: MapOverPages URL...");
            return;
        }
        List<String> urls = List.of(args);
        // @start region="map"
        try (HttpClient client = HttpClient.newHttpClient();
                Executor executor = new ThreadPoolExecutor(3)) {
            Iterator<Integer> sizes =
                    executor.map(url -> fetch(client, url).length, urls).iterator();
            for (String url : urls) {
                IO.println(url + ": " + sizes.next() + " bytes");
            }
        }
        // @end
    }

    private static byte[] fetch(HttpClient client, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return client.send(request, BodyHandlers.ofByteArray()).body();
    }
}
