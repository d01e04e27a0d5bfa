package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.process.transport.Invitation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Ends the worker when its parent is gone, at once, also while a task spins; and removes what a dead parent left in
/// the
/// private directory.
final class ParentWatch {
    /// The parent's connection ends an instant before the parent itself does.
    private static final long PARENT_MILLIS = 300;

    private final Path directory;
    private final long parent;

    ParentWatch(Invitation invitation) {
        this.directory =
                Objects.requireNonNull(invitation.socket().toAbsolutePath().getParent());
        this.parent = invitation.parent();
    }

    /// Whether there is such a process.
    boolean isParentThere() {
        return ProcessHandle.of(parent).isPresent();
    }

    /// The connection has ended, and with it this process. Does not return.
    void parentIsGone() {
        try {
            if (isParentDead()) {
                removeLeftovers();
            }
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    /// A parent that lives has only given up this worker: its directory stays.
    private boolean isParentDead() {
        Optional<ProcessHandle> handle = ProcessHandle.of(parent);
        if (handle.isEmpty()) {
            return true;
        }
        try {
            handle.get().onExit().get(PARENT_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            return false;
        }
    }

    private void removeLeftovers() {
        try (Stream<Path> left = Files.list(directory)) {
            List<Path> files = left.toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException | RuntimeException e) {
            // Another worker does the same at this moment; and the next parent sweeps.
            return;
        }
    }
}
