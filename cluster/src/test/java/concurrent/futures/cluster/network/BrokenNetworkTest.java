package concurrent.futures.cluster.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.Doorstep;
import concurrent.futures.cluster.NewProcesses;
import concurrent.futures.cluster.internal.engine.TalkingProcess;
import concurrent.futures.cluster.internal.security.CertificateAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A driver and two agents, each on a machine of its own, with certificates; and what is between them breaks.
///
/// Where this machine has no network namespaces, or does not let this user have any, these tests are skipped, and say
/// why.
@Timeout(240)
class BrokenNetworkTest {
    private static final String CLUSTER = "north";

    @TempDir
    Path folder;

    private final NewProcesses processes = new NewProcesses();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Machine> machines = new ArrayList<>();
    private final List<TalkingProcess> agents = new ArrayList<>();
    private Cables cables;
    private Doorstep doorstep;
    private TalkingProcess driver;

    @BeforeEach
    void build() throws Exception {
        String obstacle = Machine.obstacle();
        Assumptions.assumeTrue(obstacle.isEmpty(), obstacle);
        CertificateAuthority.create(folder.resolve("authority"), CLUSTER).issue("node", List.of(), Duration.ofDays(1));
        doorstep = new Doorstep();
        open.push(doorstep);
        cables = new Cables(/* seed= */ 7);
        open.push(cables);
        for (int number = 1; number <= 3; number++) {
            Machine machine = Machine.start(number);
            open.push(machine);
            machines.add(machine);
            cables.connect(machine.tap());
        }
    }

    @AfterEach
    void takeDown() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        processes.assertNone();
    }

    private Machine machineOf(int agent) {
        return machines.get(agent);
    }

    private void start() throws Exception {
        for (int agent = 1; agent <= 2; agent++) {
            TalkingProcess process = new TalkingProcess(
                    machineOf(agent).prefix(),
                    AgentOnNetwork.class,
                    "agent-" + agent,
                    AgentOnNetwork.place(machineOf(agent).address()),
                    AgentOnNetwork.place(machineOf(1).address()),
                    CLUSTER,
                    folder.resolve("authority/node").toString(),
                    folder.resolve("jars-" + agent).toString());
            open.push(process::end);
            agents.add(process);
        }
        for (TalkingProcess agent : agents) {
            agent.await("joined");
        }
        driver = new TalkingProcess(
                machines.getFirst().prefix(),
                DriverOnNetwork.class,
                machines.getFirst().address(),
                machineOf(1).address(),
                CLUSTER,
                folder.resolve("authority/node").toString(),
                doorstep.door());
        open.push(driver::end);
        driver.await("joined");
        awaitAgents(2);
    }

    private void awaitAgents(int count) throws Exception {
        driver.say("agents " + count);
        driver.awaitNext("agents " + count);
    }

    private List<Doorstep.Guest> knock(int tasks, int retries) throws Exception {
        driver.say("knock " + tasks + " " + retries);
        List<Doorstep.Guest> guests = new ArrayList<>();
        for (int i = 0; i < 2 * AgentOnNetwork.SLOTS; i++) {
            guests.add(doorstep.next());
        }
        Set<Long> where = new TreeSet<>();
        guests.forEach(guest -> where.add(guest.agent()));
        assertEquals(2, where.size(), "both agents have tasks");
        return guests;
    }

    @Test
    void whatIsBehindACutCableFailsAndTheRestRuns() throws Exception {
        start();
        List<Doorstep.Guest> guests = knock(6, 0);
        long behind = agents.getLast().pid();

        cables.cut(machineOf(2).tap());

        for (int i = 0; i < AgentOnNetwork.SLOTS; i++) {
            String failure = driver.awaitNext("failure");
            assertTrue(failure.contains("WorkerCrashedException"), failure);
            assertTrue(failure.contains("agent-2"), failure);
        }
        for (Doorstep.Guest guest : guests) {
            if (guest.agent() == behind) {
                guest.awaitEnd(); // Its driver is lost.
            } else {
                guest.letIn();
                driver.awaitNext("value " + guest.agent());
            }
        }
        for (int i = 0; i < 2; i++) {
            Doorstep.Guest next = doorstep.next();
            assertTrue(next.agent() != behind, "it ran behind a cut cable");
            next.letIn();
            driver.awaitNext("value " + next.agent());
        }

        cables.mend(machineOf(2).tap());

        awaitAgents(2);
        for (Doorstep.Guest guest : knock(4, 0)) {
            guest.letIn();
            driver.awaitNext("value ");
        }
        driver.say("statistics 0");
        assertEquals("statistics submitted 10, succeeded 8, failed 2, retried 0", driver.awaitNext("statistics"));
    }

    @Test
    void whenAPartitionHealsTheTasksThatMayRunAgainDo() throws Exception {
        start();
        List<Doorstep.Guest> guests = knock(4, 1);

        cables.cut(machines.getFirst().tap());
        for (Doorstep.Guest guest : guests) {
            guest.awaitEnd(); // On the other side, the driver is lost.
        }
        awaitAgents(0);
        cables.mend(machines.getFirst().tap());

        for (int i = 0; i < 4; i++) {
            doorstep.next().letIn();
            driver.awaitNext("value ");
        }
        awaitAgents(2);
        driver.say("statistics 0");
        assertEquals("statistics submitted 4, succeeded 4, failed 0, retried 4", driver.awaitNext("statistics"));
    }

    /// The other agent leads, and hears both.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAgentThatTheDriverAloneDoesNotHearIsLostUntilItDoes(boolean toTheDriver) throws Exception {
        start();
        Tap driverTap = machines.getFirst().tap();
        Tap from = toTheDriver ? machineOf(2).tap() : driverTap;
        Tap to = toTheDriver ? driverTap : machineOf(2).tap();
        List<Doorstep.Guest> guests = knock(4, 0);
        long mute = agents.getLast().pid();

        cables.close(from, to);

        for (int i = 0; i < AgentOnNetwork.SLOTS; i++) {
            String failure = driver.awaitNext("failure");
            assertTrue(failure.contains("WorkerCrashedException"), failure);
            assertTrue(failure.contains("the link between the two may be broken"), failure);
        }
        awaitAgents(1);
        for (Doorstep.Guest guest : guests) {
            if (guest.agent() == mute) {
                guest.awaitEnd();
            } else {
                guest.letIn();
                driver.awaitNext("value " + guest.agent());
            }
        }
        for (int i = 0; i < 2; i++) {
            driver.say("knock 1 0");
            Doorstep.Guest next = doorstep.next();
            assertTrue(next.agent() != mute, "it ran where the driver hears of nobody");
            next.letIn();
            driver.awaitNext("value " + next.agent());
        }

        cables.open(from, to);

        awaitAgents(2);
        for (Doorstep.Guest guest : knock(4, 0)) {
            guest.letIn();
            driver.awaitNext("value ");
        }
        driver.say("statistics 0");
        assertEquals("statistics submitted 10, succeeded 8, failed 2, retried 0", driver.awaitNext("statistics"));
    }

    @Test
    void aSlowNetworkThatLosesFramesCostsTimeAndNothingElse() throws Exception {
        cables.worsen(Duration.ofMillis(50), 0.01);
        start();
        driver.say("map 2000");
        assertEquals("sum 2001000", driver.awaitNext("sum"));
        driver.say("echo " + (2 << 20));
        assertEquals("echo true", driver.awaitNext("echo"));
        for (Doorstep.Guest guest : knock(4, 0)) {
            guest.letIn();
            driver.awaitNext("value ");
        }
        driver.say("statistics 0");
        String told = driver.awaitNext("statistics");
        assertTrue(told.endsWith("failed 0, retried 0"), told);
        awaitAgents(2);
        assertTrue(cables.lost() > 0, "nothing was lost");
    }
}
