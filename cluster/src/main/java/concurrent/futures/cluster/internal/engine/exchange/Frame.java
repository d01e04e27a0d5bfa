package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.LargeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What one node says to another: a head of a few bytes, and a body. On the wire, each follows its length:
///
/// ```text
/// packet  = frame*
/// frame   = length: int (of what follows) · kind: byte · fields · body
/// ```
final class Frame {
    /// The body goes to [concurrent.futures.cluster.internal.engine.Inbox#received].
    static final byte MESSAGE = 1;

    /// The number of the question, then the body for [concurrent.futures.cluster.internal.engine.Inbox#asked].
    static final byte QUESTION = 2;

    /// The number of the question, then the answer.
    static final byte ANSWER = 3;

    /// The number of the question, then why there is no answer.
    static final byte NO_ANSWER = 4;

    /// The number of the transfer, purpose and number of the value, its size, how much of it came before, then the
    /// next bytes.
    static final byte PIECE = 5;

    /// The number of the transfer, and that its receiver wants one more piece.
    static final byte TAKEN = 6;

    /// The number of the transfer, then why the receiver wants no more.
    static final byte REFUSED = 7;

    /// The number of the transfer, purpose and number of the value, then why its sender sends no more.
    static final byte ABANDONED = 8;

    /// How often its sender has lost the receiver, which is among its members again.
    static final byte PARTED = 9;

    /// The number of a question, which is answered with nothing: its sender leaves once that has come, and so all that
    /// it has sent before.
    static final byte FAREWELL = 10;

    /// What a frame may be larger than the message in it.
    static final int LARGEST_HEAD = 1 + Long.BYTES + Integer.BYTES + 3 * Long.BYTES;

    static final byte[] NOTHING = {};
    private static final int LONGEST_REASON = 10_000;

    private final byte[] head;
    private final byte[] body;

    private Frame(byte[] head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    static Frame message(byte[] message) {
        return new Frame(new byte[] {MESSAGE}, message);
    }

    static Frame question(long number, byte[] message) {
        return new Frame(head(QUESTION, number), message);
    }

    static Frame answer(long number, byte[] message) {
        return new Frame(head(ANSWER, number), message);
    }

    static Frame noAnswer(long number, String reason) {
        return withText(NO_ANSWER, number, reason);
    }

    static Frame piece(long transfer, LargeId id, long totalBytes, long offset, byte[] piece) {
        byte[] head = ByteBuffer.allocate(LARGEST_HEAD)
                .put(PIECE)
                .putLong(transfer)
                .putInt(id.purpose())
                .putLong(id.number())
                .putLong(totalBytes)
                .putLong(offset)
                .array();
        return new Frame(head, piece);
    }

    static Frame taken(long transfer) {
        return new Frame(head(TAKEN, transfer), NOTHING);
    }

    static Frame refused(long transfer, String reason) {
        return withText(REFUSED, transfer, reason);
    }

    static Frame abandoned(long transfer, LargeId id, String reason) {
        byte[] head = ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES + Long.BYTES)
                .put(ABANDONED)
                .putLong(transfer)
                .putInt(id.purpose())
                .putLong(id.number())
                .array();
        return new Frame(head, text(reason));
    }

    static Frame parted(long times) {
        return new Frame(head(PARTED, times), NOTHING);
    }

    static Frame farewell(long number) {
        return new Frame(head(FAREWELL, number), NOTHING);
    }

    /// What it takes in a packet.
    int bytes() {
        return Integer.BYTES + head.length + body.length;
    }

    void writeTo(ByteBuffer packet) {
        packet.putInt(head.length + body.length).put(head).put(body);
    }

    /// The rest of a frame as text, for people.
    static String text(ByteBuffer rest) {
        return StandardCharsets.UTF_8.decode(rest).toString();
    }

    private static Frame withText(byte kind, long number, String text) {
        return new Frame(head(kind, number), text(text));
    }

    private static byte[] text(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_REASON)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] head(byte kind, long number) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number).array();
    }
}
