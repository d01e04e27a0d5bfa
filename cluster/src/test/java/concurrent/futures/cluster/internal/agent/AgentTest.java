package concurrent.futures.cluster.internal.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.TaskContext;
import concurrent.futures.cluster.NewProcesses;
import concurrent.futures.cluster.internal.agent.files.JarCache;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.memory.MemoryEngine;
import concurrent.futures.cluster.internal.engine.memory.MemoryNetwork;
import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.CrashNote;
import concurrent.futures.cluster.internal.protocol.Jar;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.cluster.internal.protocol.codec.Notes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an agent does for drivers, which are played by the test, over an engine in memory.
class AgentTest {
    private static final long SESSION = 4711;

    private final NewProcesses processes = new NewProcesses();

    @TempDir
    Path folder;

    private final MemoryEngine engine = new MemoryEngine(new MemoryNetwork());
    private final EngineSettings engineSettings = MemoryEngine.settings("test");
    private final List<PlayedDriver> drivers = new ArrayList<>();
    private Agent agent;
    private PlayedDriver driver;

    @BeforeEach
    void start() throws Exception {
        agent = Agent.start(
                new AgentSettings(
                        "node-1",
                        2,
                        Set.of(),
                        64 << 20,
                        folder.resolve("jars"),
                        1 << 20,
                        AgentSettings.LARGEST_VALUE,
                        Duration.ofSeconds(60),
                        /* startupCache= */ false,
                        engineSettings),
                engine);
        driver = driver(SESSION);
    }

    private PlayedDriver driver(long session) throws InterruptedException {
        PlayedDriver made = new PlayedDriver(
                engine, engineSettings, session, agent.membership().self().id());
        drivers.add(made);
        return made;
    }

    @AfterEach
    void close() throws IOException {
        agent.close();
        drivers.forEach(PlayedDriver::close);
        processes.assertNone();
    }

    private int welcome() {
        return driver.await(Message.Welcome.class, any -> true).slots();
    }

    @Test
    void tasksThatComeBeforeThePoolIsThereRun() {
        driver.hello(2);
        List<PlayedDriver.Sent> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            sent.add(driver.run(() -> number));
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(i, driver.outcome(sent.get(i)));
        }
        assertEquals(2, welcome());
    }

    @Test
    void largeTasksAndResultsGoApart() throws IOException {
        driver.hello(1);
        byte[] large = new byte[3 << 20];
        Arrays.fill(large, (byte) 5);
        PlayedDriver.Sent sent = driver.run(() -> large);
        assertArrayEquals(large, (byte[]) driver.outcome(sent));
        assertEquals(3, driver.outcome(driver.run(() -> 3)));
        driver.send(new Message.Goodbye(SESSION, Message.Ending.DONE));
    }

    @Test
    void exceptionsCrashesAndTimeoutsAreToldApart() {
        driver.hello(1);
        assertInstanceOf(IllegalStateException.class, driver.outcome(driver.run(() -> {
            throw new IllegalStateException("own");
        })));
        TaskEnded crashed = driver.end(driver.run(() -> {
            Runtime.getRuntime().halt(17);
            return null;
        }));
        assertEquals(TaskEnded.Kind.CRASHED, crashed.kind());
        CrashNote note = Notes.read(driver.bytes(crashed));
        assertEquals(17, note.exitCode());
        assertTrue(note.message().contains("exit code 17"), note.message());
        TaskEnded late = driver.end(driver.run(Deeds::sleep, TimeUnit.MILLISECONDS.toNanos(50)));
        assertEquals(TaskEnded.Kind.TIMED_OUT, late.kind());
        assertEquals(1, driver.outcome(driver.run(() -> 1)));
    }

    @Test
    void beginsAreToldAndWhatHasNotBegunIsTakenBack() {
        driver.hello(1);
        PlayedDriver.Sent running = driver.run(Deeds::sleep);
        PlayedDriver.Sent second = driver.run(Deeds::sleep);
        PlayedDriver.Sent third = driver.run(Deeds::sleep);
        driver.await(Message.Began.class, began -> began.tasks().getFirst().task() == running.id());
        driver.send(new Message.RevokeLast(SESSION, 1));
        Message.Revoked last = driver.await(Message.Revoked.class, any -> true);
        assertEquals(List.of(third.id()), last.tasks());
        driver.send(new Message.Revoke(SESSION, List.of(running.id(), second.id())));
        Message.Revoked both =
                driver.await(Message.Revoked.class, one -> !one.kept().isEmpty());
        assertEquals(List.of(second.id()), both.tasks());
        assertEquals(List.of(running.id()), both.kept());
        driver.send(new Message.Cancel(SESSION, List.of(running.id())));
        assertEquals(TaskEnded.Kind.CANCELLED, driver.end(running).kind());
        assertEquals(8, driver.outcome(driver.run(() -> 8)));
        assertFalse(second.end().isDone());
        assertFalse(third.end().isDone());
    }

    @Test
    void progressAndOutputAreTold() {
        driver.hello(1);
        PlayedDriver.Sent sent = driver.run(() -> {
            TaskContext.current().progress(1, 3);
            System.out.println("a line");
            return true;
        });
        Message.Progress progress = driver.await(Message.Progress.class, any -> true);
        assertEquals(new Message.Progress(SESSION, sent.id(), 1, 1, 3), progress);
        driver.await(Message.WorkerTold.class, told -> told.text().equals("a line"));
        assertEquals(true, driver.outcome(sent));
    }

    @Test
    void anInitializerThatFailsRefusesTheSession() {
        driver.hello(() -> {
            throw new IOException("no licence");
        });
        driver.run(() -> 1);
        Message.Refused refused = driver.await(Message.Refused.class, any -> true);
        IOException failure = assertInstanceOf(IOException.class, driver.read(driver.bytes(refused.failure())));
        assertEquals("no licence", failure.getMessage());
    }

    @Test
    void jarsAreFetchedOnceAndCheckedAndEvicted() throws Exception {
        Path jar = folder.resolve("job.jar");
        jar(jar, Versions.compile(3));
        Jar known = new Jar("job.jar", Files.size(jar), JarCache.hash(jar));
        driver.jars.put(known.hash(), jar);
        driver.hello(1, known);
        assertEquals("version 3", driver.outcome(driver.run(Deeds::versionHere)));
        driver.send(new Message.Goodbye(SESSION, Message.Ending.DONE));
        PlayedDriver second = driver(SESSION + 1);
        second.hello(1, known);
        assertEquals("version 3", second.outcome(second.run(Deeds::versionHere)));
        assertEquals(
                List.of(),
                second.asked.stream()
                        .filter(Question.FetchJar.class::isInstance)
                        .toList());
        PlayedDriver liar = driver(SESSION + 2);
        String other = "0".repeat(64);
        liar.jars.put(other, jar);
        liar.hello(1, new Jar("job.jar", Files.size(jar), other));
        String reason = liar.await(Message.Refused.class, any -> true).reason();
        assertTrue(reason.contains("is not what the driver announced"), reason);
    }

    private static void jar(Path file, byte[] type) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry(Versions.NAME.replace('.', '/') + ".class"));
            jar.write(type);
            jar.closeEntry();
        }
    }

    @Test
    void slotsAreSharedByThoseThatHaveWork() throws Exception {
        driver.hello(2);
        PlayedDriver.Sent first = driver.run(Deeds::sleep);
        assertEquals(2, welcome());
        PlayedDriver second = driver(SESSION + 1);
        second.hello(2);
        second.run(Deeds::sleep);
        driver.await(Message.Slots.class, slots -> slots.slots() == 1);
        assertEquals(1, second.await(Message.Welcome.class, any -> true).slots());
        driver.send(new Message.Cancel(SESSION, List.of(first.id())));
        second.await(Message.Slots.class, slots -> slots.slots() == 2);
        Answer.Status status = (Answer.Status) second.ask(new Question.AskStatus(0));
        assertEquals(2, status.slots());
        assertEquals(2, status.sessions());
    }

    @Test
    void theDeathOfADriverEndsItsWork() {
        driver.hello(1);
        PlayedDriver.Sent running = driver.run(Deeds::sleep);
        driver.await(Message.Began.class, began -> began.tasks().getFirst().task() == running.id());
        List<ProcessHandle> workers = processes.now();
        assertEquals(1, workers.size());
        driver.close();
        for (ProcessHandle worker : workers) {
            worker.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void aDriverThatBeginsAnewHearsNothingOfTheWorkersThatItHadBefore() {
        driver.hello(1);
        driver.outcome(driver.run(() -> 1));
        driver.hello(1);
        driver.await(Message.Gone.class, gone -> true);
        assertEquals(List.of(), driver.heardOf(Message.WorkerEvent.CRASHED));
    }

    @Test
    void whoDrainsEndsWhatRunsAndHandsBackTheRest() throws Exception {
        driver.hello(1);
        Path gate = folder.resolve("gate");
        PlayedDriver.Sent running = driver.run(awaitFile(gate.toString()));
        driver.await(Message.Began.class, began -> began.tasks().getFirst().task() == running.id());
        PlayedDriver.Sent waiting = driver.run(() -> 1);
        Thread draining = Thread.ofPlatform().start(() -> {
            try {
                agent.drain();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        driver.await(Message.Slots.class, slots -> slots.slots() == 0);
        assertEquals(TaskEnded.Kind.NEVER_BEGAN, driver.end(waiting).kind());
        assertEquals(TaskEnded.Kind.NEVER_BEGAN, driver.end(driver.run(() -> 2)).kind());
        assertTrue(draining.isAlive());
        Files.createFile(gate);
        assertEquals("opened", driver.outcome(running));
        draining.join();
    }

    @Test
    void whatComesWhileAnAgentBeginsToDrainHasNotBegun() {
        driver.hello(1);
        welcome();
        Session session = agent.sessions().all().getFirst();
        PlayedDriver.Sent late = driver.expect();
        agent.sessions().drain();
        synchronized (session) { // So its end is not told before all that was done.
            session.run(List.of(new TaskToRun(late.id(), 1, null, 0, 0, 0, Content.NONE)), false);
            session.revocations().giveBack();
        }
        assertEquals(TaskEnded.Kind.NEVER_BEGAN, driver.end(late).kind());
    }

    @Test
    void whatTurnsOutToHaveBegunIsNotHandedBack() throws Exception {
        driver.hello(1);
        Path gate = folder.resolve("gate");
        PlayedDriver.Sent running = driver.run(awaitFile(gate.toString()));
        driver.await(Message.Began.class, began -> began.tasks().getFirst().task() == running.id());
        Session session = agent.sessions().find(new Sessions.Key(driver.self().id(), SESSION));
        // As who hands back says before it knows that it is too late.
        session.find(running.id()).problem = "the agent is leaving";
        Files.createFile(gate);
        assertEquals("opened", driver.outcome(running));
    }

    @Test
    void aSessionThatMayHaveWorkersAgainHearsOfThem() {
        driver.hello(0);
        assertEquals(0, welcome());
        driver.send(new Message.Limit(SESSION, 2));
        driver.await(Message.Slots.class, slots -> slots.slots() == 2);
    }

    /// A worker that ends in order may have something to do: what users have registered for its end.
    @Test
    void whoDrainsWaitsForTheWorkersOfSessionsThatEnd() throws Exception {
        driver.hello(1);
        Path leaves = folder.resolve("leaves");
        Path gate = folder.resolve("gate");
        Path left = folder.resolve("left");
        assertEquals(true, driver.outcome(driver.run(leaveLate(leaves.toString(), gate.toString(), left.toString()))));
        driver.send(new Message.Goodbye(SESSION, Message.Ending.DONE));
        while (!Files.exists(leaves)) {
            Thread.sleep(5);
        }
        Thread draining = Thread.ofPlatform().start(() -> {
            try {
                agent.drain();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (draining.getState() != Thread.State.TIMED_WAITING && draining.isAlive()) {
            Thread.onSpinWait();
        }
        assertTrue(draining.isAlive(), "a worker is there still");
        Files.createFile(gate);
        draining.join();
        assertTrue(Files.exists(left));
        driver.await(Message.Gone.class, any -> true);
    }

    @Test
    void workersThatTakeTheirTimeToEndCanBeKilled() throws Exception {
        driver.hello(1);
        long worker =
                (long) driver.outcome(driver.run(() -> ProcessHandle.current().pid()));
        Path leaves = folder.resolve("leaves");
        Path left = folder.resolve("left");
        String never = folder.resolve("never").toString();
        assertEquals(true, driver.outcome(driver.run(leaveLate(leaves.toString(), never, left.toString()))));
        driver.send(new Message.Goodbye(SESSION, Message.Ending.TERMINATE));
        while (!Files.exists(leaves)) {
            Thread.sleep(5);
        }
        driver.send(new Message.Goodbye(SESSION, Message.Ending.KILL));
        driver.await(Message.Gone.class, any -> true);
        assertFalse(ProcessHandle.of(worker).map(ProcessHandle::isAlive).orElse(false), "it is there still");
        assertFalse(Files.exists(left));
    }

    private static concurrent.futures.Task<Boolean> leaveLate(String leaves, String gate, String left) {
        return () -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Files.createFile(Path.of(leaves));
                    while (!Files.exists(Path.of(gate))) {
                        Thread.sleep(5);
                    }
                    Files.createFile(Path.of(left));
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
            return true;
        };
    }

    /// A clerk that outlives the agent may write what nobody removes any more.
    @Test
    void whoClosesWaitsForClerks() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicBoolean isOver = new AtomicBoolean();
        Logger logger = Logger.getLogger("concurrent.futures");
        Handler slow = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (String.valueOf(record.getMessage()).startsWith("can not begin the session")) {
                    awaitUninterruptibly(gate, Duration.ofMillis(300)); // Long enough to be outrun.
                    isOver.set(true);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Path jar = folder.resolve("job.jar");
        jar(jar, Versions.compile(3));
        driver.hello(1, new Jar("job.jar", Files.size(jar), JarCache.hash(jar))); // The driver has no such jar.
        logger.addHandler(slow);
        try {
            driver.awaitAsked(Question.FetchJar.class);
            agent.close();
            assertTrue(isOver.get(), "a clerk is there still");
        } finally {
            gate.countDown();
            logger.removeHandler(slow);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch gate, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        boolean isInterrupted = false;
        for (long left = most.toNanos(); left > 0; left = end - System.nanoTime()) {
            try {
                if (gate.await(left, TimeUnit.NANOSECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static concurrent.futures.Task<String> awaitFile(String file) {
        return () -> {
            while (!Files.exists(Path.of(file))) {
                Thread.sleep(5);
            }
            return "opened";
        };
    }

    @Test
    void fairSharesAddUp() {
        assertEquals(List.of(2, 2), FairShare.of(4, List.of(9, 9)));
        assertEquals(List.of(3, 1), FairShare.of(4, List.of(9, 1)));
        assertEquals(List.of(1, 2, 2), FairShare.of(5, List.of(9, 9, 9)));
        assertEquals(List.of(1, 1, 1), FairShare.of(2, List.of(9, 9, 9)));
        assertEquals(List.of(0, 2), FairShare.of(2, List.of(0, 9)));
        assertEquals(Optional.empty(), FairShare.of(2, List.of()).stream().findAny());
    }
}
