package concurrent.futures.cluster.internal.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.cluster.internal.protocol.codec.Notes;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.Tag;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
    private static final long SESSION = 0x0123456789abcdefL;
    private static final String HASH = "00112233445566778899aabbccddeeff".repeat(2);

    static Stream<Message> messages() {
        byte[] bytes = {1, 2, 3};
        PoolOptions pool = new PoolOptions(2, 1_000_000_000L, bytes, List.of(bytes), List.of("-Xmx64m"), 7);
        return Stream.of(
                new Message.Hello(SESSION, "executor 1", List.of(new Jar("a.jar", 12, HASH)), pool),
                new Message.Hello(SESSION, "", List.of(), new PoolOptions(1, 0, null, List.of(), List.of(), 0)),
                new Message.Define(SESSION, 3, List.of(bytes, new byte[0])),
                new Message.Run(
                        SESSION,
                        List.of(
                                new TaskToRun(1, 0, null, 0, 4, 16, new Content.Inline(bytes)),
                                new TaskToRun(2, 1, "na\u4e2dme", 5, 0, 0, new Content.Apart(9, 1L << 40))),
                        true),
                new Message.Cancel(SESSION, List.of(1L, Long.MAX_VALUE)),
                new Message.Revoke(SESSION, List.of(1L)),
                new Message.RevokeLast(SESSION, 2),
                new Message.Limit(SESSION, 0),
                new Message.Revoked(SESSION, List.of(1L), List.of(2L)),
                new Message.LetterToWorker(SESSION, -5, 3, new Content.Inline(bytes)),
                new Message.LetterToDriver(SESSION, 5, new Content.Apart(3, 1L << 33)),
                new Message.HungUp(SESSION, 5),
                new Message.Waits(SESSION, 1, 2, /* begins= */ true),
                new Message.ForgetLoader(SESSION, 2),
                new Message.ForgetShared(SESSION, -9),
                new Message.Goodbye(SESSION, Message.Ending.KILL),
                new Message.Welcome(SESSION, 4),
                new Message.Refused(SESSION, "why", Content.NONE),
                new Message.Gone(SESSION),
                new Message.Slots(SESSION, 0),
                new Message.Began(SESSION, List.of(new Beginning(1, 0, "worker-1"))),
                new Message.Progress(SESSION, 1, 2, 3, -1),
                new Message.Done(
                        SESSION,
                        List.of(new TaskEnded(1, 2, TaskEnded.Kind.RAN, 99, "worker-1", new Content.Inline(bytes)))),
                new Message.WorkerTold(SESSION, Message.WorkerEvent.CRASHED, "worker-1", 4711, 2, "killed"),
                new Message.WorkerUses(SESSION, "worker-1", 4711, 1 << 20, 1L << 40, 3));
    }

    static Stream<Question> questions() {
        return Stream.of(
                new Question.AskStatus(0),
                new Question.AskBegun(SESSION, List.of(1L)),
                new Question.FindClass(SESSION, 1, "com.acme.Job"),
                new Question.FindResources(SESSION, 1, "com/acme/job.properties"),
                new Question.FetchJar(SESSION, HASH),
                new Question.FetchShared(SESSION, -5));
    }

    static Stream<Answer> answers() {
        return Stream.of(
                new Answer.Status(1, 2, 3, 4, 5, 6, 7, true),
                new Answer.Begun(List.of(new Beginning(1, 2, ""))),
                new Answer.ClassFile(-1, "", null, "gone"),
                new Answer.ClassFile(1, "file:/a/", new byte[] {1}, ""),
                new Answer.Resources(true, List.of(new byte[] {1}), false),
                new Answer.Fetched(true, new Content.Apart(1, 2)));
    }

    /// Two that are alike have the same bytes.
    @ParameterizedTest
    @MethodSource("messages")
    void messagesArriveAsTheyWere(Message message) {
        byte[] bytes = MessageCodec.write(message);
        Message read = MessageCodec.read(bytes);
        assertEquals(message.getClass(), read.getClass());
        assertEquals(SESSION, read.session());
        assertArrayEquals(bytes, MessageCodec.write(read));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void questionsArriveAsTheyWere(Question question) {
        assertEquals(question, QuestionCodec.readQuestion(QuestionCodec.write(question)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersArriveAsTheyWere(Answer answer) {
        byte[] bytes = QuestionCodec.write(answer);
        Answer read = QuestionCodec.readAnswer(bytes);
        assertEquals(answer.getClass(), read.getClass());
        assertArrayEquals(bytes, QuestionCodec.write(read));
    }

    @Test
    void notesOfCrashesArriveAsTheyWere() {
        StackTraceElement frame = new StackTraceElement(null, "java.base", null, "Job", "run", "Job.java", 12);
        CrashNote note = new CrashNote("died", 12, 137, "SIGKILL", List.of("a", "b"), null, List.of(frame));
        assertEquals(note, Notes.read(Notes.write(note)));
    }

    @Test
    void lettersArriveAsTheyWere() {
        Frame.Ask ask = new Frame.Ask(1, Frame.Question.MAX_WORKERS, 0);
        assertEquals(ask, Letters.read(Letters.draft(ask).toArray()));
        Frame.Ended ended = new Frame.Ended(7, null, null);
        assertEquals(ended, Letters.read(Letters.write(ended)));
        assertThrows(WireFormatException.class, () -> Letters.read(new byte[0]));
    }

    @Test
    void tasksNestedTooDeepAreRefused() {
        TaskToRun task = new TaskToRun(1, 0, null, 0, 0, 17, Content.NONE);
        byte[] bytes = MessageCodec.write(new Message.Run(SESSION, List.of(task), false));
        assertThrows(WireFormatException.class, () -> MessageCodec.read(bytes));
    }

    @Test
    void tasksAndOutcomesArriveAsTheyWere() {
        long[] numbers = new long[10_000];
        Arrays.setAll(numbers, i -> i);
        Blob large = new Blob(Tag.LONG_ARRAY, numbers, 0);
        Blob function = new Blob(Tag.LAMBDA, new byte[] {0, 0}, 1);
        EncodedTask task = new EncodedTask(
                EncodedTask.Kind.BI_APPLY, function, List.of(large, Blob.ofBytes(HASH.getBytes(US_ASCII))));
        Payload payload = Values.readPayload(Values.write(new Payload(3, task)));
        assertEquals(3, payload.contextLoader());
        assertEquals(EncodedTask.Kind.BI_APPLY, payload.task().kind());
        assertArrayEquals(
                numbers, (long[]) payload.task().arguments().getFirst().body());

        Outcome outcome =
                Values.readOutcome(Values.write(new Outcome(7, List.of(new byte[] {1, 2}), false, 4711, 99, large)));
        assertEquals(7, outcome.dictionary());
        assertEquals(1, outcome.definitions().size());
        assertEquals(4711, outcome.pid());
        assertEquals(99, outcome.runNanos());
        assertArrayEquals(numbers, (long[]) outcome.value().body());
        assertTrue(Values.readOutcome(Values.write(new Outcome(0, List.of(), true, 1, 0, large)))
                .succeeded());

        Shared shared = Values.readShared(
                Values.draft(new Shared(List.of(new byte[] {1}), large)).toArray());
        assertArrayEquals(numbers, (long[]) shared.value().body());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000, 1 << 20})
    void whatComesInPiecesArrivesAsItWas(int most) {
        long[] numbers = new long[10_000];
        Arrays.setAll(numbers, i -> i);
        Blob large = new Blob(Tag.LONG_ARRAY, numbers, 0);
        EncodedTask task =
                new EncodedTask(EncodedTask.Kind.APPLY, new Blob(Tag.LAMBDA, new byte[] {0, 0}, 1), List.of(large));
        byte[] payload = Values.write(new Payload(3, task));
        Payload read = Values.readPayload(new Trickle(payload, most));
        assertEquals(3, read.contextLoader());
        assertArrayEquals(numbers, (long[]) read.task().arguments().getFirst().body());
        assertThrows(
                WireFormatException.class,
                () -> Values.readPayload(new Trickle(Arrays.copyOf(payload, payload.length - 1), most)));
        assertThrows(
                WireFormatException.class,
                () -> Values.readPayload(new Trickle(Arrays.copyOf(payload, payload.length + 1), most)));

        Draft shared = Values.draft(new Shared(List.of(new byte[] {1}), large));
        assertArrayEquals(numbers, (long[])
                Values.readShared(new Trickle(shared.toArray(), most)).value().body());
        Frame.Ended ended = new Frame.Ended(7, large, null);
        assertEquals(7, ((Frame.Ended) Letters.read(new Trickle(Letters.write(ended), most))).task());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 100, 1 << 20})
    void aDraftGivesTheSameBytesInPieces(int most) throws IOException {
        Blob large = new Blob(Tag.BYTE_ARRAY, new byte[1_000_000], 0);
        Outcome outcome = new Outcome(7, List.of(new byte[] {1, 2}), true, 4711, 99, large);
        byte[] whole = Values.draft(outcome).toArray();
        assertEquals(whole.length, Values.draft(outcome).bytes());

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Values.draft(outcome).writeTo(written);
        assertArrayEquals(whole, written.toByteArray());

        Draft draft = Values.draft(outcome);
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        byte[] piece = new byte[most];
        for (int count = draft.drainTo(ByteBuffer.wrap(piece));
                count > 0;
                count = draft.drainTo(ByteBuffer.wrap(piece))) {
            pieces.write(piece, 0, count);
        }
        assertArrayEquals(whole, pieces.toByteArray());
    }

    /// Gives a few bytes at once.
    private static final class Trickle implements ReadableByteChannel {
        private final ByteBuffer bytes;
        private final int most;

        Trickle(byte[] bytes, int most) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.most = most;
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(Math.min(most, target.remaining()), bytes.remaining());
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count == 0 ? -1 : count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void whatIsTooLargeTogetherIsRefusedWithItsSizeTheLimitAndACure() {
        byte[][] half = new byte[(1 << 30) / (1 << 20)][];
        Arrays.fill(half, new byte[1 << 20]);
        Blob argument = new Blob(Tag.GRAPH, half, 0);
        EncodedTask task = new EncodedTask(
                EncodedTask.Kind.BI_APPLY, new Blob(Tag.LAMBDA, new byte[2], 0), List.of(argument, argument));
        String told = assertThrows(NotSerializableTaskException.class, () -> Values.write(new Payload(0, task)))
                .getMessage();
        assertTrue(told.matches(".* 21474\\d{5} encoded bytes, .* limit of 2147483583\\. Send it in parts.*"), told);
    }

    /// Whatever the bytes, reading ends, and fails with nothing else.
    @Test
    void damagedBytesAreRefused() {
        List<byte[]> good = Stream.of(
                        messages().map(MessageCodec::write),
                        questions().map(QuestionCodec::write),
                        answers().map(QuestionCodec::write))
                .flatMap(each -> each)
                .toList();
        List<Consumer<byte[]>> readers = List.of(
                MessageCodec::read,
                QuestionCodec::readQuestion,
                QuestionCodec::readAnswer,
                Notes::read,
                Letters::read,
                Values::readPayload,
                Values::readOutcome,
                Values::readShared);
        Random random = new Random(6);
        int refused = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = good.get(random.nextInt(good.size())).clone();
            for (int damages = random.nextInt(1, 4); damages > 0; damages--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 9)) : bytes;
            try {
                readers.get(random.nextInt(readers.size())).accept(cut);
            } catch (WireFormatException e) {
                refused++;
            }
        }
        assertTrue(refused > 100_000, () -> "too much was taken");
    }

    @Test
    void otherVersionsAndStrangersAreRefusedByName() {
        byte[] bytes = MessageCodec.write(new Message.Slots(SESSION, 1));
        bytes[1]++;
        assertTrue(assertThrows(WireFormatException.class, () -> MessageCodec.read(bytes))
                .getMessage()
                .contains("Version 2"));
        assertThrows(WireFormatException.class, () -> MessageCodec.read("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII)));
    }
}
