package concurrent.futures.benchmarks.cpu;

import concurrent.futures.benchmarks.child.TemporaryFolder;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// SHA-256 of 256 MiB in 64 files, which are in the machine's cache.
///
/// Warm-up: each way for five seconds.
public final class HashFiles implements Workload {
    private static final int FILES = 64;
    private static final int BUFFER = 64 << 10;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int length = scale.of(64 << 10, 4 << 20);
        byte[] content = new byte[length];
        new Random(1).nextBytes(content);
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            List<String> files = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                content[0] = (byte) i;
                files.add(
                        Files.write(folder.path().resolve("file-" + i), content).toString());
            }
            Path empty = Files.createFile(folder.path().resolve("empty"));
            Check.same("the hash of nothing", 0xe3b0c44298fc1c14L, hash(empty.toString()));
            return SpeedUp.measure(scale, files, HashFiles::hash);
        }
    }

    /// The first 8 bytes of a file's hash.
    private static long hash(String file) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
