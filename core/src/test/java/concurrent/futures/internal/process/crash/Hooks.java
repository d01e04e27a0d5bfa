package concurrent.futures.internal.process.crash;

import concurrent.futures.internal.process.pool.Signs;
import java.nio.file.Path;

/// What goes on in a worker when its task has ended.
public final class Hooks {
    private Hooks() {}

    /// Has harm done when the process ends.
    public static void add(Way way, String folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Harm.doesUndeclared(way, folder)));
    }

    /// Has harm done by a thread of its own.
    ///
    /// @param go the file that it waits for
    /// @param done the file that it makes when it has survived, or will go on for ever
    /// @return this process
    public static long later(Way way, String folder, String go, String done) {
        Thread thread = new Thread(() -> {
            try {
                Signs.await(Path.of(go));
                if (way.isEndless()) {
                    Signs.leave(done, "as good as done");
                }
                Harm.doesUndeclared(way, folder);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                Signs.leave(done, "done");
            }
        });
        thread.setDaemon(true);
        thread.start();
        return Signs.pid();
    }
}
