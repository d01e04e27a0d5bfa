package concurrent.futures.cluster.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.Future;
import concurrent.futures.cluster.ClusterExecutor;
import concurrent.futures.cluster.Doorstep;
import concurrent.futures.cluster.internal.engine.Ports;
import concurrent.futures.cluster.internal.engine.TalkingProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Agents in JVMs of their own and a driver find each other whoever comes first, and work: `s` is the agent whose
/// address the others know, `a` another agent, `d` the driver. Each order once; with
/// `-Dconcurrent.futures.forming.times=20`, twenty times.
class FormingProcessesTest {
    private static final List<String> ORDERS = List.of("sad", "sda", "asd", "ads", "dsa", "das");
    private static final int TIMES = Integer.getInteger("concurrent.futures.forming.times", 1);

    private final int port = Ports.free();
    private final String seed = "127.0.0.1:" + port;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    /// Those that look for the seed, which is not there.
    private int looking;

    @TempDir
    Path folder;

    private Doorstep doorstep;

    static Stream<String> orders() {
        return Collections.nCopies(TIMES, ORDERS).stream().flatMap(List::stream);
    }

    @BeforeEach
    void open() throws IOException {
        doorstep = new Doorstep();
        open.push(doorstep);
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void agentsAndDriverFindEachOtherInEveryOrder(String order) throws Exception {
        CompletableFuture<ClusterExecutor> joining = new CompletableFuture<>();
        boolean isSeedThere = false;
        for (int i = 0; i < order.length(); i++) {
            switch (order.charAt(i)) {
                case 's' -> {
                    Ports.awaitLookers(port, looking);
                    agent("seed", seed).await("joined");
                    isSeedThere = true;
                }
                case 'a' -> agent("other", "127.0.0.1:0");
                default -> joining.completeAsync(this::join);
            }
            looking += isSeedThere ? 0 : 1;
        }
        ClusterExecutor driver = joining.get();
        open.push(driver);

        String door = doorstep.door();
        List<Future<Long>> tasks = new ArrayList<>();
        // As many as both agents run at once: all knock only if both are there.
        for (int i = 0; i < 2 * AgentOnNetwork.SLOTS; i++) {
            tasks.add(driver.submit(() -> Doorstep.knock(door)));
        }
        List<Doorstep.Guest> guests = new ArrayList<>();
        Set<Long> where = new TreeSet<>();
        for (int i = 0; i < tasks.size(); i++) {
            guests.add(doorstep.next());
            where.add(guests.getLast().agent());
        }
        for (Doorstep.Guest guest : guests) {
            guest.letIn();
        }
        Set<Long> told = new TreeSet<>();
        for (Future<Long> task : tasks) {
            told.add(task.result());
        }
        assertEquals(where, told);
        assertEquals(2, where.size(), "both agents have tasks");
    }

    private TalkingProcess agent(String name, String place) throws IOException {
        TalkingProcess process = new TalkingProcess(
                List.of(),
                AgentOnNetwork.class,
                name,
                place,
                seed,
                "forming",
                AgentOnNetwork.NO_CERTIFICATE,
                folder.resolve("jars-" + name).toString());
        open.push(process::end);
        return process;
    }

    /// Waits for the seed.
    private ClusterExecutor join() {
        return ClusterExecutor.builder().clusterName("forming").seeds(seed).build();
    }
}
