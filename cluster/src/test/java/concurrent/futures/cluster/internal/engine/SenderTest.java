package concurrent.futures.cluster.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SenderTest {
    private static final int MESSAGES = 20_000;
    private static final int OTHERS = 2;

    private final RecordingMembership membership = new RecordingMembership();
    private final Sender sender = new Sender(() -> membership, new NodeId(new UUID(0, 1)));

    private static byte[] message(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static int number(byte[] message) {
        return ByteBuffer.wrap(message).getInt();
    }

    private List<Integer> sent() {
        return membership.sent().stream().map(SenderTest::number).toList();
    }

    private void sendWithoutWaiting(int... numbers) throws InterruptedException {
        assertTrue(sender.tryTurn());
        for (int number : numbers) {
            sender.send(message(number));
        }
        sender.endTurn();
    }

    /// In a turn, numbers for which there is no room.
    private void leave(int... numbers) throws InterruptedException {
        membership.hasRoom(any -> false);
        sendWithoutWaiting(numbers);
        membership.hasRoom(any -> true);
    }

    @Test
    void whoMayNotWaitSendsWhatThereIsRoomFor() throws Exception {
        assertTrue(sender.tryTurn());
        assertFalse(sender.mayWait());
        sender.send(message(1));
        sender.send(message(2));
        assertTrue(sender.isAllSent());
        sender.endTurn();
        assertEquals(List.of(1, 2), sent());
    }

    @Test
    void whatFindsNoRoomIsLeftAndGoesFirst() throws Exception {
        leave(1, 2);
        assertEquals(List.of(), sent());
        sender.takeTurn();
        assertTrue(sender.mayWait());
        assertFalse(sender.isAllSent());
        assertTrue(sender.sendLeft());
        assertFalse(sender.sendLeft(), "it is sent once");
        sender.send(message(3));
        assertTrue(sender.isAllSent());
        sender.endTurn();
        assertEquals(List.of(1, 2, 3), sent());
    }

    @Test
    void nothingOvertakesInItsOwnTurnWhatFoundNoRoom() throws Exception {
        membership.hasRoom(message -> number(message) != 2);
        sendWithoutWaiting(1, 2, 3);
        assertEquals(List.of(1), sent());
        sender.takeTurn();
        sender.sendLeft();
        sender.endTurn();
        assertEquals(List.of(1, 2, 3), sent());
    }

    @Test
    void whoMayNotWaitHasNoTurnWhileSomethingIsLeft() throws Exception {
        leave(1);
        assertFalse(sender.tryTurn());
        sender.takeTurn(); // It was given back.
        sender.sendLeft();
        sender.endTurn();
        sendWithoutWaiting(2);
        assertEquals(List.of(1, 2), sent());
    }

    @Test
    void whatIsLeftGoesFirstAlsoIfNobodyAsksForThat() throws Exception {
        leave(1, 2);
        sender.takeTurn();
        sender.send(message(3));
        sender.endTurn();
        assertEquals(List.of(1, 2, 3), sent());
    }

    @Test
    void anInterruptLosesNothingOfWhatIsLeftAndSendsNothingTwice() throws Exception {
        leave(1, 2, 3);
        membership.decide(message -> {
            if (number(message) == 2) {
                throw new InterruptedException();
            }
        });
        sender.takeTurn();
        assertThrows(InterruptedException.class, sender::sendLeft);
        assertThrows(InterruptedException.class, () -> sender.send(message(4)));
        assertFalse(sender.isAllSent());
        sender.endTurn();
        assertEquals(List.of(1), sent());
        assertTheRestGoes();
    }

    @Test
    void aFailureLosesNothingOfWhatIsLeftAndSendsNothingTwice() throws Exception {
        leave(1, 2, 3);
        AtomicBoolean failed = new AtomicBoolean();
        membership.decide(message -> {
            if (number(message) == 2 && failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("thrown by a test");
            }
        });
        sender.takeTurn();
        assertThrows(OutOfMemoryError.class, sender::sendLeft);
        sender.endTurn();
        assertEquals(List.of(1), sent());
        assertTheRestGoes();
    }

    private void assertTheRestGoes() throws InterruptedException {
        membership.decide(message -> {});
        sender.takeTurn();
        sender.sendLeft();
        sender.send(message(4));
        sender.endTurn();
        assertEquals(List.of(1, 2, 3, 4), sent());
    }

    @Test
    void anOfferThatFailsLeavesNothing() throws Exception {
        membership.decide(message -> {
            throw new OutOfMemoryError("thrown by a test");
        });
        assertTrue(sender.tryTurn());
        assertThrows(OutOfMemoryError.class, () -> sender.send(message(1)));
        assertTrue(sender.isAllSent());
        sender.endTurn();
    }

    @Test
    void nobodyHasTheTurnTwice() throws Exception {
        sender.takeTurn();
        assertFalse(sender.tryTurn(), "in the midst of it");
        assertThrows(IllegalStateException.class, sender::takeTurn);
        assertFalse(CompletableFuture.supplyAsync(sender::tryTurn).get(), "another thread");
        assertTrue(sender.mayWait(), "who tried has changed nothing");
        sender.endTurn();
        sendWithoutWaiting(1);
        assertThrows(IllegalMonitorStateException.class, sender::endTurn);
    }

    @Test
    void whoMayWaitWaitsForWhoHasTheTurn() throws Exception {
        assertTrue(sender.tryTurn());
        Thread waits = Thread.ofPlatform().start(() -> {
            sender.takeTurn();
            try {
                sender.send(message(2));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                sender.endTurn();
            }
        });
        while (waits.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        sender.send(message(1));
        sender.endTurn();
        waits.join();
        assertEquals(List.of(1, 2), sent());
    }

    /// What the turn guards.
    private int decided;

    @Test
    void messagesArriveInTheOrderInWhichTheyWereDecided() throws Exception {
        Random random = new Random(1);
        membership.hasRoom(any -> random.nextInt(10) > 0); // Asked in turns only.
        List<Thread> others = new ArrayList<>();
        AtomicBoolean isOver = new AtomicBoolean();
        for (int i = 0; i < OTHERS; i++) {
            others.add(Thread.ofPlatform().start(() -> {
                while (!isOver.get()) {
                    if (sender.tryTurn()) {
                        sendNext();
                    }
                }
            }));
        }
        while (!isOver.get()) {
            sender.takeTurn();
            isOver.set(decided >= MESSAGES && membership.refused() > 0); // The others may be late to begin.
            sendNext();
        }
        for (Thread other : others) {
            other.join();
        }
        sender.takeTurn();
        sender.sendLeft();
        sender.endTurn();

        List<Integer> sent = sent();
        assertEquals(decided, sent.size());
        for (int i = 0; i < sent.size(); i++) {
            assertEquals(i, sent.get(i));
        }
        assertTrue(membership.refused() > 0, "there was always room");
    }

    private void sendNext() {
        try {
            sender.send(message(decided++));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            sender.endTurn();
        }
    }
}
