package concurrent.futures.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.cluster.internal.agent.program.LocalAgents;
import concurrent.futures.cluster.internal.engine.Ports;
import concurrent.futures.cluster.internal.engine.TalkingProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent without memory is dead, and not mute: after an OutOfMemoryError, classes of its JVM and its engine may fail
/// for ever, and nobody would tell.
class ExhaustedAgentTest {
    private static final String CLUSTER = "exhausted";
    private static final int EXIT_OF_THE_JVM = 3;

    @TempDir
    Path folder;

    private final NewProcesses processes = new NewProcesses();

    @AfterEach
    void nothingIsLeft() {
        processes.assertNone();
    }

    @Test
    void anAgentWhoseHeapIsFullEndsAndItsTasksFail() throws Exception {
        int port = Ports.free();
        try (Doorstep doorstep = new Doorstep();
                TalkingProcess agent = new TalkingProcess(
                        // As local agents are started, but for the size of the heap, which comes behind it.
                        List.of("env", "JDK_JAVA_OPTIONS=" + String.join(" ", LocalAgents.JVM_OPTIONS)),
                        ExhaustedAgent.class,
                        String.valueOf(port),
                        CLUSTER,
                        folder.resolve("jars").toString(),
                        doorstep.door())) {
            agent.await("joined");
            Doorstep.Guest filler = doorstep.next();
            String door = doorstep.door();
            try (ClusterExecutor executor = ClusterExecutor.builder()
                    .clusterName(CLUSTER)
                    .seeds("127.0.0.1:" + port)
                    .build()) {
                Future<Long> task = executor.submit(() -> Doorstep.knock(door));
                Doorstep.Guest guest = doorstep.next();

                filler.letIn();

                WorkerCrashedException crash =
                        assertThrows(WorkerCrashedException.class, () -> task.result(Duration.ofSeconds(30)));
                assertTrue(crash.getMessage().contains("exhausted"), crash::getMessage);
                guest.awaitEnd();
                assertEquals(EXIT_OF_THE_JVM, agent.awaitExit());
                executor.shutdownNow();
            }
        }
    }
}
