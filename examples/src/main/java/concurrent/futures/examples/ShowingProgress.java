package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Shows on standard error how far futures, and a map, have come. On a terminal it is a bar, if the module
/// `concurrent-futures-progress` is there.
public final class ShowingProgress {
    private ShowingProgress() {}

    /// Prints the length of all files together, and the digest of each.
    ///
    /// @param args paths of files
    public static void main(String... args) {
        if (args.length == 0) {
            System.err.println("usage: ShowingProgress FILE...");
            return;
        }
        List<String> files = List.of(args);
        try (Executor executor = new ProcessPoolExecutor()) {
            List<Future<Long>> lengths = new ArrayList<>();
            for (String file : files) {
                lengths.add(executor.submit(() -> Files.size(Path.of(file))));
            }
            long total = 0;
            // @start region="futures"
            for (Future<Long> future : Futures.progress(lengths)) {
                total += future.result();
            }
            // @end
            IO.println(total + " bytes");

            // @start region="map"
            try (Results<String> digests =
                    executor.map(ShowingProgress::digest, files).withProgress("digest")) {
                digests.forEach(IO::println);
            }
            // @end
        }
    }

    private static String digest(String file) throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(file)));
        return HexFormat.of().formatHex(digest) + "  " + file;
    }
}
