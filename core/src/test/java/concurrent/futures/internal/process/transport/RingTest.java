package concurrent.futures.internal.process.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import concurrent.futures.internal.Threads;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames through rings, between two threads that are each other's peers.
@Timeout(120)
@ParameterizedClass(name = "byPipes={0}")
@ValueSource(booleans = {false, true})
class RingTest {
    @TempDir
    Path folder;

    private final boolean byPipes;

    RingTest(boolean byPipes) {
        assumeTrue(!byPipes || OS.LINUX.isCurrentOs(), "there are no pipes");
        this.byPipes = byPipes;
    }

    private Connection parent;
    private Connection worker;

    @BeforeEach
    void connect() throws Exception {
        Path file = folder.resolve("r");
        Rings rings = Rings.create(file);
        Address address = byPipes ? Addresses.ofPipes(folder) : Addresses.ofSocket(folder);
        Entrance entrance = Entrance.open(address);
        CompletableFuture<Connection> accepted = inThread(() -> entrance.accept(Frame.Hello.class::isInstance, rings));
        worker = Connection.toParent(address, Rings.open(file), new Frame.Hello(new byte[32], 1, 25));
        parent = accepted.get();
    }

    @AfterEach
    void close() {
        parent.release();
        worker.release();
    }

    private static <T> CompletableFuture<T> inThread(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Threads.startUninterruptible("peer", () -> {
            try {
                done.complete(work.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static Frame.Share frame(Random random, long number) {
        int bytes = switch (random.nextInt(8)) {
            case 0 -> random.nextInt(2_000_000);
            case 1, 2 -> random.nextInt(50_000);
            default -> random.nextInt(200);
        };
        byte[] body = new byte[bytes];
        new Random(number).nextBytes(body);
        return new Frame.Share(number, Blob.ofBytes(body));
    }

    private static void check(Frame.Share frame, long number) {
        assertEquals(number, frame.id());
        byte[] expected = new byte[frame.value().bytes().length];
        new Random(number).nextBytes(expected);
        assertArrayEquals(expected, frame.value().bytes());
    }

    /// Sometimes many frames at once, sometimes one; sometimes the other side has to wait.
    private static Void send(Connection to, int frames, long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < frames; i++) {
            to.append(frame(random, i));
            if (random.nextInt(3) == 0) {
                to.flush();
            }
            if (random.nextInt(100) == 0) {
                Thread.onSpinWait();
            }
        }
        to.flush();
        return null;
    }

    private static Void receive(Connection from, int frames) throws IOException {
        for (int i = 0; i < frames; i++) {
            check(assertInstanceOf(Frame.Share.class, from.receive()), i);
        }
        return null;
    }

    @Test
    void framesOfAllSizesArriveWholeAndInOrderInBothDirections() throws Exception {
        int frames = 2000;
        CompletableFuture<?> down = inThread(() -> send(parent, frames, 1));
        CompletableFuture<?> up = inThread(() -> send(worker, frames, 2));
        CompletableFuture<?> atWorker = inThread(() -> receive(worker, frames));
        receive(parent, frames);
        CompletableFuture.allOf(down, up, atWorker).get();
        assertNull(parent.receiveReady());
    }

    @Test
    void oneDirectionGoesOnWhileNobodyReadsTheOther() throws Exception {
        worker.append(new Frame.Share(1, Blob.ofBytes(new byte[4_000_000])));
        CompletableFuture<?> stuck = inThread(() -> {
            worker.flush();
            return null;
        });
        CompletableFuture<?> down = inThread(() -> send(parent, 200, 3));
        receive(worker, 200);
        down.get();
        assertFalse(stuck.isDone());
        assertInstanceOf(Frame.Share.class, parent.receive());
        stuck.get();
    }

    @Test
    void whoRestsTakesAllThatHasGathered() throws Exception {
        for (int i = 0; i < 20; i++) {
            worker.append(new Frame.Forget(i));
            worker.flush();
        }
        parent.rest(1_000_000);
        for (int i = 0; i < 20; i++) {
            assertEquals(new Frame.Forget(i), parent.receiveReady());
        }
    }

    @Test
    void nobodyRestsWhereSoMuchComesThatTheOtherSideMightHaveToWait() throws Exception {
        CompletableFuture<?> up = inThread(() -> {
            worker.append(new Frame.Share(1, Blob.ofBytes(new byte[4_000_000])));
            worker.flush();
            return null;
        });
        assertInstanceOf(Frame.Share.class, parent.receive());
        parent.rest(Long.MAX_VALUE);
        up.get();
    }

    @Test
    void norWhereItComesSoQuicklyThatTheRingWouldBeFullMeanwhile() throws Exception {
        parent.rest(1);
        worker.append(new Frame.Share(1, Blob.ofBytes(new byte[2_000])));
        worker.flush();
        assertInstanceOf(Frame.Share.class, parent.receive());
        assertNull(parent.receiveReady());
        parent.rest(Duration.ofHours(1).toNanos());
    }

    @Test
    void pingPong() throws Exception {
        int rounds = 20_000;
        CompletableFuture<?> echo = inThread(() -> {
            for (int i = 0; i < rounds; i++) {
                worker.append(assertInstanceOf(Frame.Forget.class, worker.receive()));
                worker.flush();
            }
            return null;
        });
        for (int i = 0; i < rounds; i++) {
            parent.append(new Frame.Forget(i));
            parent.flush();
            assertEquals(new Frame.Forget(i), parent.receive());
        }
        echo.get();
    }

    @Test
    void whatIsUrgentWakesTheOneWhoWaitsForItAndNothingElseDoes() throws Exception {
        CompletableFuture<Boolean> urgent = inThread(worker::awaitUrgent);
        parent.append(new Frame.Shutdown(), /* isUrgent= */ false);
        parent.flush();
        assertFalse(worker.turnAway(), "something is there");
        assertInstanceOf(Frame.Shutdown.class, worker.receiveReady());
        assertNull(worker.receiveReady());
        assertTrue(worker.turnAway());
        parent.append(new Frame.Shutdown(), /* isUrgent= */ false);
        parent.flush();
        assertTrue(worker.isAway(), "nobody has rung");
        parent.append(new Frame.Interrupt(7));
        parent.flush();
        assertTrue(urgent.get());
        assertFalse(worker.isAway());
        assertInstanceOf(Frame.Shutdown.class, worker.receiveReady());
        assertEquals(new Frame.Interrupt(7), worker.receiveReady());
    }

    @Test
    void muchWakesTheOneWhoWaitsForWhatIsUrgent() throws Exception {
        CompletableFuture<Boolean> woken = inThread(worker::awaitUrgent);
        assertTrue(worker.turnAway());
        parent.append(new Frame.Share(1, Blob.ofBytes(new byte[4_000_000])), /* isUrgent= */ false);
        CompletableFuture<?> sent = inThread(() -> {
            parent.flush();
            return null;
        });
        assertTrue(woken.get());
        assertInstanceOf(Frame.Share.class, worker.receive());
        sent.get();
    }

    @Test
    void anInterruptedThreadMaySendWhatHasRoom() throws Exception {
        CompletableFuture<Frame> received = inThread(worker::receive);
        Thread.currentThread().interrupt();
        parent.append(new Frame.Forget(5));
        assertTrue(parent.flushReady());
        assertTrue(Thread.interrupted());
        assertEquals(new Frame.Forget(5), received.get());
    }

    @Test
    void whatHasNoRoomIsKept() throws Exception {
        parent.append(new Frame.Share(0, Blob.ofBytes(new byte[3_000_000])));
        assertFalse(parent.flushReady());
        assertTrue(parent.pending() > 1_000_000, "pending: " + parent.pending());
        CompletableFuture<Frame> received = inThread(worker::receive);
        parent.flush();
        assertInstanceOf(Frame.Share.class, received.get());
        assertEquals(0, parent.pending());
    }

    @Test
    void whatAPeerHasSentBeforeItsEndIsReceivedAndHalfAFrameIsNot() throws Exception {
        worker.append(new Frame.Forget(1));
        worker.append(new Frame.Share(2, Blob.ofBytes(new byte[3_000_000])));
        assertFalse(worker.flushReady());
        worker.close();
        if (byPipes) {
            parent.hangUp(); // As does who has seen the worker's process end.
        }
        assertEquals(new Frame.Forget(1), parent.receive());
        assertNull(parent.receive());
        assertNull(parent.receive());
    }

    @Test
    void aPeerThatIsDeadWhileSomebodyHoldsItsBellsHasAnEndToo() throws Exception {
        CompletableFuture<Frame> first = inThread(parent::receive);
        worker.append(new Frame.Forget(1));
        worker.flush();
        assertEquals(new Frame.Forget(1), first.get());
        CompletableFuture<Frame> end = inThread(parent::receive);
        parent.append(new Frame.Share(2, Blob.ofBytes(new byte[3_000_000])));
        CompletableFuture<?> writing = inThread(() -> {
            parent.flush();
            return null;
        });
        parent.hangUp();
        assertNull(end.get());
        assertInstanceOf(
                IOException.class, assertThrows(Exception.class, writing::get).getCause());
    }

    @Test
    void closingWakesWhoReceivesAndWhoSends() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CompletableFuture<Frame> receiving = inThread(() -> {
            begun.countDown();
            return parent.receive();
        });
        parent.append(new Frame.Share(2, Blob.ofBytes(new byte[3_000_000])));
        CompletableFuture<?> sending = inThread(() -> {
            begun.countDown();
            parent.flush();
            return null;
        });
        begun.await();
        parent.close();
        assertInstanceOf(
                IOException.class, assertThrows(Exception.class, receiving::get).getCause());
        assertInstanceOf(
                IOException.class, assertThrows(Exception.class, sending::get).getCause());
        assertThrows(IOException.class, parent::receiveReady);
        parent.append(new Frame.Shutdown());
        assertThrows(IOException.class, parent::flush);
        assertTrue(parent.bytesSent() >= 0);
        assertNull(worker.receive(), "half a frame");
    }

    /// As whoever buries a worker does, for as long as there is no memory for the rest of it.
    @Test
    void aConnectionCanBeClosedAsOftenAsOneLikes() throws Exception {
        for (int i = 0; i < 100_000; i++) {
            parent.close();
        }
        parent.hangUp();
        assertNull(worker.receive());
        assertThrows(IOException.class, parent::receive);
    }

    /// The JVM may crash if memory is unmapped that another thread is in the midst of using: JDK-8364167.
    @Test
    void onlyWhatIsReleasedIsUnmapped() throws Exception {
        assertEquals(2, timesMapped());
        parent.close();
        worker.close();
        assertEquals(2, timesMapped());
        parent.release();
        parent.release();
        assertEquals(1, timesMapped());
        assertEquals(0, parent.bytesSent());
        assertThrows(IOException.class, parent::receive);
        assertThrows(IOException.class, parent::receiveReady);
        parent.append(new Frame.Shutdown());
        assertThrows(IOException.class, parent::flush);
        worker.release();
        assertEquals(0, timesMapped());
    }

    private long timesMapped() throws IOException {
        String file = folder.resolve("r").toString();
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(file))
                .count();
    }

    @Test
    void theFileOfRingsIsOursAloneAndNeverSomebodyElses() throws Exception {
        Path file = folder.resolve("other");
        try (Rings rings = Rings.create(file)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertThrows(FileAlreadyExistsException.class, () -> Rings.create(file));
            assertTrue(Files.exists(file));
            rings.removeFile();
            assertFalse(Files.exists(file));
        }
    }
}
