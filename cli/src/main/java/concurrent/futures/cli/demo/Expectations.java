package concurrent.futures.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What the examples must find in files: found here without any executor.
///
/// @param lineCounts a line for each file, with the number of its lines
/// @param words how many words all files have together
/// @param digests a line for each file, as `sha256sum` prints it
record Expectations(List<String> lineCounts, long words, List<String> digests) {
    static Expectations of(List<String> files) throws IOException {
        List<String> lineCounts = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        long words = 0;
        for (String file : files) {
            String text = Files.readString(Path.of(file));
            lineCounts.add(file + ": " + text.lines().count() + " lines");
            words += text.strip().split("\\s+", -1).length;
            digests.add(HexFormat.of().formatHex(sha256(Files.readAllBytes(Path.of(file)))) + "  " + file);
        }
        return new Expectations(List.copyOf(lineCounts), words, List.copyOf(digests));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}
