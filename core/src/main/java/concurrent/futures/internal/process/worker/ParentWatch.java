package concurrent.futures.internal.process.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import concurrent.futures.internal.process.memory.MemoryHome;
import concurrent.futures.internal.process.transport.Invitation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Ends the worker when its parent is gone, at once, also while a task spins; and removes what a dead parent left in
/// the private directory.
final class ParentWatch {
    /// The parent's connection ends an instant before the parent itself does.
    private static final long PARENT_MILLIS = 500;

    /// Nothing tells a process of the death of another one that it has not started. The JDK's `onExit` looks too, but
    /// only every 300 ms and more.
    private static final long LOOK_MILLIS = 5;

    private final Path directory;
    private final long parent;

    ParentWatch(Invitation invitation) {
        this.directory = Objects.requireNonNull(
                invitation.address().path().toAbsolutePath().getParent());
        this.parent = invitation.parent();
        MemoryHome.isWorkerOf(directory);
    }

    /// Whether the parent lives.
    boolean isParentThere() {
        return ProcessHandle.of(parent).isPresent() && !isParentUnreaped();
    }

    /// Whether of the parent there is only what waits for its own parent to ask, which in some containers nobody does.
    private boolean isParentUnreaped() {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(parent), "stat"), ISO_8859_1);
            // Its name may hold anything.
            int state = status.lastIndexOf(')') + 2;
            return state < status.length() && "ZX".indexOf(status.charAt(state)) >= 0;
        } catch (IOException e) {
            return false; // Not this kind of system, or just gone.
        }
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
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PARENT_MILLIS);
        while (isParentThere()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
        return true;
    }

    private void removeLeftovers() {
        MemoryHome.removeLeftByParent(parent);
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
