package concurrent.futures.cli.cluster;

import concurrent.futures.cli.session.Session;
import concurrent.futures.cluster.internal.agent.Agent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A file that tells those who look after processes how an agent is: it is there from when the agent is a member until
/// it drains, and its time is that of when the agent was last found well, which is looked after every few seconds.
final class AliveFile implements AutoCloseable {
    private static final int EVERY_SECONDS = 5;

    private final Path file;
    private final Session session;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("cluster-agent-alive").factory());

    /// Takes away what an earlier agent has left.
    ///
    /// @param file in a folder that is there
    /// @param session is told what goes wrong
    /// @throws IOException if it can not be taken away
    AliveFile(Path file, Session session) throws IOException {
        this.file = file;
        this.session = session;
        Files.deleteIfExists(file);
    }

    /// The agent is a member.
    void begin(Agent agent) {
        try {
            Files.writeString(file, ProcessHandle.current().pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // A look that throws is the last one, and one that does not come back, too: the file gets old.
        clock.scheduleWithFixedDelay(() -> look(agent), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look(Agent agent) {
        agent.check();
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            session.note(file + " can not be touched: " + e);
        }
    }

    /// The agent takes nothing new.
    @Override
    public void close() {
        clock.shutdown();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            session.note(file + " can not be removed: " + e);
        }
    }
}
