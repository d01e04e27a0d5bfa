package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes the named pipes of a pool's workers, for which Java has no call, by a program of the system; some ahead.
///
/// Where there is no such program, or it fails, there are none, and workers connect through sockets. As yet only Linux
/// has them: what a pipe does that is opened in both directions is left to the system.
final class NamedPipes {
    private static final String SWITCH = "concurrent.futures.internal.noPipes";

    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/bin/mkfifo"), Path.of("/bin/mkfifo"), Path.of("/run/current-system/sw/bin/mkfifo"));

    /// For how many workers at most to make them at once: it takes the program a millisecond to start, and next to
    /// nothing for each.
    private static final int MOST_AHEAD = 8;

    /// For how many at least: for the one that replaces the first, too.
    private static final int LEAST_AHEAD = 2;

    /// It takes two milliseconds. Where it takes as long as this, so will the worker.
    private static final long PATIENCE_SECONDS = 10;

    private final Path directory;

    // Guarded by this.
    private final Deque<Path> ready = new ArrayDeque<>();
    private int made;
    private boolean fails = !System.getProperty("os.name", "").equals("Linux") || Boolean.getBoolean(SWITCH);

    /// @param directory where to make them
    NamedPipes(Path directory) {
        this.directory = directory;
    }

    /// Takes the pipes for one worker. Blocks while they are made, which others wait for, too.
    ///
    /// @param ends what their names end in
    /// @param workers how many workers there may be
    /// @return what their names begin with; `null` if there are none
    synchronized @Nullable Path take(List<String> ends, int workers) {
        while (!fails) {
            Path base = ready.poll();
            if (base == null) {
                makeSome(ends, Math.clamp(workers, LEAST_AHEAD, MOST_AHEAD));
            } else if (exist(base, ends)) {
                return base;
            } // Else somebody has cleared the directory.
        }
        return null;
    }

    private static boolean exist(Path base, List<String> ends) {
        for (String end : ends) {
            if (!Files.exists(Path.of(base + end))) {
                return false;
            }
        }
        return true;
    }

    private void makeSome(List<String> ends, int workers) {
        fails = true;
        List<Path> bases = new ArrayList<>();
        List<String> command = new ArrayList<>();
        for (Path program : PROGRAMS) {
            if (command.isEmpty() && Files.isExecutable(program)) {
                command.addAll(List.of(program.toString(), "-m", "600"));
            }
        }
        if (command.isEmpty()) {
            return;
        }
        for (int i = 0; i < workers; i++) {
            Path base = directory.resolve("p" + Integer.toString(made++, 36));
            bases.add(base);
            for (String end : ends) {
                command.add(base + end);
            }
        }
        try {
            if (run(command)) {
                ready.addAll(bases);
                fails = false;
            }
        } catch (IOException e) {
            Guard.log(System.Logger.Level.DEBUG, "no named pipes: workers connect through sockets", e);
        }
    }

    private static boolean run(List<String> command) throws IOException {
        Process process = SpareDescriptors.start(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD));
        process.getOutputStream().close();
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
