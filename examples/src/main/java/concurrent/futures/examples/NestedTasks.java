package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.TaskContext;
import concurrent.futures.ThreadPoolExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Lets tasks submit tasks to their own executor and wait for them, which can not deadlock: who waits lends its slot
/// out.
public final class NestedTasks {
    private NestedTasks() {}

    /// Prints how many bytes the files of each folder have together; subfolders are tasks of their own.
    ///
    /// @param folders paths of folders
    public static void main(String... folders) {
        if (folders.length == 0) {
            System.err.println("usage: NestedTasks FOLDER...");
            return;
        }
        try (Executor executor = new ThreadPoolExecutor(2)) {
            for (String folder : folders) {
                long bytes = executor.submit(() -> size(Path.of(folder))).result();
                IO.println(folder + ": " + bytes + " bytes");
            }
        }
    }

    // @start region="tree"
    private static long size(Path folder) throws IOException {
        Executor executor = TaskContext.current().executor();
        List<Future<Long>> subfolders = new ArrayList<>();
        long sum = 0;
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    subfolders.add(executor.submit(() -> size(entry)));
                } else {
                    sum += Files.size(entry);
                }
            }
        }
        for (Future<Long> subfolder : subfolders) {
            sum += subfolder.result();
        }
        return sum;
    }
    // @end
}
