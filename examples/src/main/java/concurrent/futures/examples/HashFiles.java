package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskFailedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/// Hashes files in worker processes: names go in, digests come out, and the bytes of the files never travel.
public final class HashFiles {
    private HashFiles() {}

    /// Prints the SHA-256 of each file, in the order of the arguments.
    ///
    /// @param args paths of files
    public static void main(String... args) {
        if (args.length == 0) {
            System.err.println("usage: HashFiles FILE...");
            return;
        }
        // @start region="map"
        try (Executor executor = new ProcessPoolExecutor()) {
            Iterator<String> lines =
                    executor.map(HashFiles::hash, List.of(args)).iterator();
            while (lines.hasNext()) {
                try {
                    IO.println(lines.next());
                } catch (TaskFailedException e) {
                    IO.println("failed: " + e.getCause());
                }
            }
        }
        // @end
    }

    private static String hash(String file) throws IOException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Files.copy(Path.of(file), new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
        return HexFormat.of().formatHex(sha256.digest()) + "  " + file;
    }
}
