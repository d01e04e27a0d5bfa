package concurrent.futures.internal.process.pool;

import concurrent.futures.Action;
import concurrent.futures.ProcessPoolExecutor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A program with as many open files as it may have, whose workers die.
public final class Crowded {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 5;

    private Crowded() {}

    /// Runs.
    ///
    /// @param args none
    /// @throws IOException if a file that the program has opened was closed by somebody else
    public static void main(String[] args) throws IOException {
        crowd(Integer.MAX_VALUE); // All classes are there from now on.
        for (int free = 0; free < ROUNDS; free++) {
            crowd(free);
        }
        if (!Files.exists(Path.of("/proc/self/fd/0"))) {
            throw new IOException("standard input was closed");
        }
        System.out.println("all is well");
    }

    private static void crowd(int free) throws IOException {
        List<FileInputStream> files = new ArrayList<>();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            pool.submit(() -> 1).result(PATIENCE);
            if (free < Integer.MAX_VALUE) {
                openAll(files);
            }
            for (int i = 0; i < free && !files.isEmpty(); i++) {
                files.removeLast().close();
            }
            // In its place others are started, in vain.
            Throwable failure =
                    pool.submit((Action) () -> Runtime.getRuntime().halt(3)).exception(PATIENCE);
            System.out.println(failure);
            System.out.println(pool.submit(() -> 2).exception(PATIENCE));
            for (FileInputStream file : files) {
                file.close();
            }
        }
    }

    private static void openAll(List<FileInputStream> files) {
        try {
            while (true) {
                files.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException tooMany) {
            return;
        }
    }
}
