package concurrent.futures.cluster.internal.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Sends messages to one node, in one order, by whoever has the turn: one thread that may wait for flow control, or any
/// other, which waits for nothing, and so spares waking that thread.
///
/// ```
///   the one that may wait        any other
///   takeTurn()                   tryTurn() ── false: another one sends, or something is left
///   sendLeft(), send(…)          send(…)      what finds no room is left for the one that may wait
///   endTurn()                    endTurn()
/// ```
///
/// Order: messages arrive in the order in which [#send] was called. So if what to send is decided within the turn, it
/// arrives as it was decided, whoever sends it. What found no room goes ahead of all that is sent after it.
///
/// Nothing is lost, or goes twice: if sending fails, or is interrupted, the message in hand was not sent and never is,
/// unless it is given again; what was left from before is still left. As with [Membership#send], a node that is lost
/// loses what is on its way.
///
/// Blocking: [#takeTurn] waits for who has the turn, and [#send] and [#sendLeft] may wait for flow control if the turn
/// was taken by it. After [#tryTurn], nothing blocks.
///
/// Thread-safety: [#takeTurn] and [#tryTurn] may be called by any thread, all else by the one that has the turn. It
/// sees what those before it have written, so the turn guards what they decide by.
public final class Sender {
    private final Supplier<Membership> membership;
    private final NodeId to;
    private final ReentrantLock turn = new ReentrantLock();

    // --- guarded by that lock

    /// Whether who has the turn may wait for flow control.
    private boolean mayWait;

    /// What had no room when nobody might wait. It has a node for each: where an array would have to grow, and there
    /// is no memory for that, all that is in it would be lost.
    private final Queue<byte[]> left = new ConcurrentLinkedQueue<>();

    /// Makes one that has sent nothing.
    ///
    /// @param membership asked at each message
    /// @param to who gets them; if it is no member any more, nothing happens
    public Sender(Supplier<Membership> membership, NodeId to) {
        this.membership = membership;
        this.to = to;
    }

    /// Takes the turn of one that may wait, until [#endTurn]. Waits for who has it; can not be interrupted.
    ///
    /// @throws IllegalStateException if this thread has the turn already
    public void takeTurn() {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread sends already");
        }
        turn.lock();
        mayWait = true;
    }

    /// Takes the turn of one that waits for nothing, until [#endTurn], unless it would overtake somebody.
    ///
    /// @return `false` if somebody has the turn, this thread included, or something is left: then it has no turn
    public boolean tryTurn() {
        if (turn.isHeldByCurrentThread() || !turn.tryLock()) {
            return false;
        }
        if (!left.isEmpty()) {
            turn.unlock();
            return false;
        }
        mayWait = false;
        return true;
    }

    /// Another one may send.
    public void endTurn() {
        turn.unlock();
    }

    /// Whether who has the turn may wait.
    ///
    /// @return `false` after [#tryTurn]
    public boolean mayWait() {
        return mayWait;
    }

    /// Sends what had no room before. For the one that may wait.
    ///
    /// @return `false` if there was nothing
    /// @throws InterruptedException if the thread was interrupted while it waited: what was not sent is still left
    public boolean sendLeft() throws InterruptedException {
        boolean any = false;
        for (byte[] late = left.peek(); late != null; late = left.peek()) {
            membership.get().send(to, late);
            left.remove();
            any = true;
        }
        return any;
    }

    /// Sends a message after all that was sent before; what is left goes first. Who may not wait leaves it to the one
    /// that may if there is no room for it.
    ///
    /// @param message not to be changed any more; at most [EngineSettings#maxMessageBytes()]
    /// @throws IllegalArgumentException if the message is larger
    /// @throws InterruptedException if the thread was interrupted while it waited; never after [#tryTurn]
    public void send(byte[] message) throws InterruptedException {
        if (mayWait) {
            sendLeft();
            membership.get().send(to, message);
        } else if (!left.isEmpty() || !membership.get().offer(to, message)) {
            left.add(message);
        }
    }

    /// Whether nothing is left for the one that may wait.
    ///
    /// @return `false` if it is to be woken
    public boolean isAllSent() {
        return left.isEmpty();
    }
}
