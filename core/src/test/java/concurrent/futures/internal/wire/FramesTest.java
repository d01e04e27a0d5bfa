package concurrent.futures.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.internal.wire.values.Wire;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final Blob SMALL = Blob.ofBytes(new byte[] {1, 2, 3});

    /// Eight simple values.
    private static final byte[] PACKED = packed(1, 2L, "drei", null, 5.0, true, 'c', (short) 8);

    private static byte[] packed(@Nullable Object... values) {
        PackedValues packed = new PackedValues();
        for (Object value : values) {
            assertTrue(packed.add(value));
        }
        return packed.toBytes();
    }

    private static List<Frame> oneOfEach() {
        Blob large = new ObjectEncoder(new Dictionary(new LoaderTable())).encode(new double[5000]);
        return List.of(
                new Frame.Hello(new byte[] {9, 8}, 4711, 25),
                new Frame.Setup("worker-1", Map.of("locale", "de", "zone", "Ünïcode"), SMALL),
                new Frame.Setup("", Map.of(), null),
                new Frame.Ready(),
                new Frame.SetupFailed(SMALL),
                new Frame.Define(3, List.of(new byte[] {1}, new byte[0], new byte[300])),
                new Frame.Share(Long.MAX_VALUE, large),
                new Frame.Forget(5),
                new Frame.Run(1, 5, 4, null, EncodedTask.Kind.CALL, 0, List.of(SMALL)),
                new Frame.Run(1, 5, 4, "näme", EncodedTask.Kind.RUN, 0, List.of(large, SMALL)),
                new Frame.Run(1, 5, 4, "", EncodedTask.Kind.APPLY, 7, List.of(SMALL)),
                new Frame.Run(1, 5, 4, "", EncodedTask.Kind.BI_APPLY, 7, List.of(SMALL, large, SMALL, SMALL)),
                new Frame.Run(-1, 5, -4, null, EncodedTask.Kind.BI_APPLY, 0, List.of(SMALL, large, large)),
                new Frame.Elements(1L << 40, 5, "näme", EncodedTask.Kind.APPLY, 7, 8, PACKED, 0, PACKED.length),
                new Frame.Elements(1, 5, null, EncodedTask.Kind.BI_APPLY, 7, 4, PACKED, 0, PACKED.length),
                new Frame.Interrupt(8),
                new Frame.ClassReply(1, -1, "", "", null),
                new Frame.ClassReply(2, 0, "file:/ä", "", Blob.ofBytes(new byte[20_000])),
                new Frame.ClassReply(3, 7, "", "why", Blob.ofBytes(new byte[FrameLayout.INLINE_BODY_LIMIT])),
                new Frame.ClassReply(4, 7, "", "", Blob.ofBytes(new byte[FrameLayout.INLINE_BODY_LIMIT + 1])),
                new Frame.ResourceReply(5, true, false, List.of()),
                new Frame.ResourceReply(
                        6, false, true, List.of(Blob.ofBytes(new byte[0]), Blob.ofBytes(new byte[20_000]))),
                new Frame.ForgetLoader(9),
                new Frame.ShareRequest(-9),
                new Frame.Shutdown(),
                new Frame.Result(1, -2, 3, SMALL),
                new Frame.Failure(1, 2, 3, SMALL),
                new Frame.Values(5, 1, new Object[] {"text"}, 7, 1),
                new Frame.Values(1L << 40, 1, new Object[] {null}, 0, 0),
                new Frame.Values(7, 1, new Object[] {true}, 0, 0),
                new Frame.ClassRequest(1, 2, "a.B"),
                new Frame.ResourceRequest(1, 2, "a/b.txt"),
                new Frame.Progress(1, 2, 3),
                new Frame.Submit(
                        1,
                        2,
                        3,
                        new Frame.Options("näme", -1, 0, false, "whät"),
                        EncodedTask.Kind.CALL,
                        large,
                        1,
                        List.of()),
                new Frame.Submit(
                        -1,
                        2,
                        3,
                        new Frame.Options(null, Long.MAX_VALUE, 7, true, null),
                        EncodedTask.Kind.BI_APPLY,
                        SMALL,
                        2,
                        List.of(SMALL, large, SMALL, SMALL)),
                new Frame.Ask(1, Frame.Question.HAS_BEGUN, 2),
                new Frame.Ask(3, Frame.Question.MAX_WORKERS, 0),
                new Frame.Ask(4, Frame.Question.PROGRESS, 2),
                new Frame.Overgrown(1L << 40),
                new Frame.Measure(),
                new Frame.Measured(1L << 40),
                new Frame.Waiting(true),
                new Frame.Waiting(false),
                new Frame.Reply(1, null, new long[] {-1, Long.MAX_VALUE}),
                new Frame.Reply(2, SMALL, new long[0]),
                new Frame.Ended(1, large, null),
                new Frame.Result(
                        1,
                        2,
                        3,
                        new Blob(
                                Tag.GRAPH,
                                new Body.Apart(new byte[] {1, 2}, new Object[] {new int[5000], new byte[3]}),
                                0)),
                new Frame.Result(1, 2, 3, new Blob(Tag.DOUBLE, 1.5, 0)),
                new Frame.Ended(2, null, SMALL),
                new Frame.Ended(3, null, null),
                new Frame.Log("a.b", "FINE", 500, 1, 2, 3, null, null, "ä", null),
                new Frame.Log("", "", -500, -1, 2, 3, "a.B", "c", "", SMALL),
                new Frame.LogPublished(1L << 40),
                new Frame.Exit(
                        "the task",
                        List.of(
                                new StackTraceElement(null, "java.base", null, "a.B", "exit", "B.java", 17),
                                new StackTraceElement("C", "run", null, -2))),
                new Frame.Exit("a thread", List.of()),
                new Frame.Goodbye(3, "because"));
    }

    private static byte[] bytesOf(List<Frame> frames) {
        FrameWriter writer = new FrameWriter();
        frames.forEach(writer::append);
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(writer.pending()));
        assertEquals(all.capacity(), writer.drainTo(all));
        assertEquals(0, writer.pending());
        return all.array();
    }

    /// Frames as text, so that they can be compared with what is in their arrays.
    private static String text(Object value) {
        if (value instanceof Record part) {
            Map<String, String> parts = new TreeMap<>();
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                try {
                    component.getAccessor().setAccessible(true);
                    Object inside = component.getAccessor().invoke(part);
                    parts.put(component.getName(), inside == null ? "null" : text(inside));
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(e.getMessage(), e);
                }
            }
            return part.getClass().getSimpleName() + parts;
        }
        return switch (value) {
            case Blob blob ->
                blob.tag() + ":"
                        + Arrays.deepHashCode(
                                blob.body() instanceof Body.Apart apart
                                        ? new Object[] {apart.rest(), apart.arrays()}
                                        : new Object[] {blob.body()});
            case byte[] bytes -> Arrays.toString(bytes);
            case long[] numbers -> Arrays.toString(numbers);
            case Object[] values -> String.valueOf(values[0]);
            case List<?> list -> list.stream().map(FramesTest::text).toList().toString();
            case Map<?, ?> map -> new TreeMap<>(map).toString();
            default -> value.toString();
        };
    }

    private static List<String> texts(List<Frame> frames) {
        return frames.stream().map(FramesTest::text).toList();
    }

    private static List<Frame> readAll(FrameReader reader, byte[] bytes, int pieceLength, boolean direct) {
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += pieceLength) {
            int length = Math.min(pieceLength, bytes.length - at);
            ByteBuffer piece = direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
            piece.put(bytes, at, length).flip();
            for (Frame frame = reader.read(piece); frame != null; frame = reader.read(piece)) {
                frames.add(frame);
            }
            assertFalse(piece.hasRemaining());
        }
        return frames;
    }

    @Test
    void framesOfAllKindsArriveHoweverTheyAreCut() {
        List<Frame> sent = oneOfEach();
        byte[] bytes = bytesOf(sent);
        for (int pieceLength : new int[] {1, 2, 3, 7, 8, 9, 64, 1000, 40_000, bytes.length}) {
            FrameReader reader = new FrameReader();
            assertEquals(texts(sent), texts(readAll(reader, bytes, pieceLength, pieceLength % 2 == 0)));
            assertFalse(reader.isMidFrame());
        }
    }

    @Test
    void aFrameMayBeSplitAtEveryByte() {
        for (Frame sent : oneOfEach()) {
            byte[] bytes = bytesOf(List.of(sent));
            int step = bytes.length > 2000 ? 97 : 1;
            for (int split = 1; split < bytes.length; split += step) {
                FrameReader reader = new FrameReader();
                assertNull(reader.read(ByteBuffer.wrap(bytes, 0, split)));
                assertTrue(reader.isMidFrame());
                Frame frame = reader.read(ByteBuffer.wrap(bytes, split, bytes.length - split));
                assertEquals(text(sent), text(Objects.requireNonNull(frame)));
            }
        }
    }

    @Test
    void whatComesOutInPiecesIsTheSame() {
        List<Frame> frames = oneOfEach();
        byte[] expected = bytesOf(frames);
        FrameWriter writer = new FrameWriter();
        byte[] actual = new byte[expected.length];
        int at = 0;
        int appended = 0;
        Random random = new Random(3);
        while (at < actual.length) {
            if (appended < frames.size()) {
                writer.append(frames.get(appended++));
            }
            ByteBuffer piece = ByteBuffer.allocateDirect(1 + random.nextInt(3000));
            int moved = writer.drainTo(piece);
            piece.flip().get(actual, at, moved);
            at += moved;
        }
        assertArrayEquals(expected, actual);
    }

    @Test
    void valuesThatFollowEachOtherAreReadTogether() {
        @Nullable Object[] values = {1, null, "two", (byte) 3, 4f, false, 'x', (short) 7, 8L};
        List<Frame> sent = List.of(
                new Frame.Values(5, values.length, values, 70, 2),
                new Frame.Values(100, 1, new Object[] {9}, 0, 0),
                new Frame.Ready());
        byte[] bytes = bytesOf(sent);
        List<Frame> read = readAll(new FrameReader(), bytes, bytes.length, false);
        assertEquals(3, read.size());
        Frame.Values first = (Frame.Values) read.getFirst();
        assertEquals(5, first.first());
        assertEquals(values.length, first.count());
        assertArrayEquals(values, Arrays.copyOf(first.values(), values.length));
        assertEquals(70, first.nanos());
        assertEquals(2, first.measured());
        assertEquals(100, ((Frame.Values) read.get(1)).first());
        List<Object> one = new ArrayList<>();
        for (Frame frame : readAll(new FrameReader(), bytes, 7, true)) {
            if (frame instanceof Frame.Values some) {
                one.addAll(Arrays.asList(some.values()).subList(0, some.count()));
            }
        }
        assertEquals(Arrays.asList(1, null, "two", (byte) 3, 4f, false, 'x', (short) 7, 8L, 9), one);
    }

    @Test
    void emptyBodiesArrive() {
        Frame sent = new Frame.Result(1, 2, 3, Blob.ofBytes(new byte[0]));
        assertEquals(
                text(sent),
                text(readAll(new FrameReader(), bytesOf(List.of(sent)), 5, false)
                        .getFirst()));
    }

    @Test
    void aHugeBodyIsReadToWhereItStays() {
        double[] numbers = new Random(5).doubles(4_000_000).toArray();
        Wire wire = new Wire();
        assertArrayEquals(numbers, wire.send(numbers));
    }

    @Test
    void randomGarbageNeverGivesAnythingButAWireFormatException() {
        Random random = new Random(7);
        for (int round = 0; round < 10_000; round++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            makePlausible(garbage, random);
            readGarbage(garbage);
        }
    }

    @Test
    void damagedFramesNeverGiveAnythingButAWireFormatException() {
        Random random = new Random(8);
        List<Frame> frames = oneOfEach();
        for (int round = 0; round < 10_000; round++) {
            byte[] bytes = bytesOf(List.of(frames.get(random.nextInt(frames.size()))));
            bytes[random.nextInt(Math.min(bytes.length, 100))] = (byte) random.nextInt();
            readGarbage(bytes);
        }
    }

    /// A right version and a length that fits, so that more than the header is looked at.
    private static void makePlausible(byte[] garbage, Random random) {
        if (garbage.length > FrameLayout.HEADER_LENGTH && random.nextBoolean()) {
            ByteBuffer.wrap(garbage)
                    .putInt(FrameLayout.LENGTH_OFFSET, garbage.length - FrameLayout.HEADER_LENGTH)
                    .put(FrameLayout.VERSION_OFFSET, FrameLayout.VERSION)
                    .put(FrameLayout.TYPE_OFFSET, (byte) (1 + random.nextInt(FrameLayout.LAST_TYPE)));
        }
    }

    private static void readGarbage(byte[] bytes) {
        try {
            FrameReader reader = new FrameReader(1_000_000);
            ByteBuffer source = ByteBuffer.wrap(bytes);
            while (reader.read(source) != null) {
                assertTrue(source.position() > 0);
            }
        } catch (WireFormatException expected) {
            assertFalse(String.valueOf(expected.getMessage()).isEmpty());
        }
    }

    @Test
    void aWrongVersionIsNamed() {
        byte[] bytes = bytesOf(List.of(new Frame.Ready()));
        bytes[FrameLayout.VERSION_OFFSET] = 99;
        assertRefused(bytes, "Frame version 99 is not 1");
    }

    @Test
    void anUnknownTypeIsNamed() {
        byte[] bytes = bytesOf(List.of(new Frame.Ready()));
        bytes[FrameLayout.TYPE_OFFSET] = 77;
        assertRefused(bytes, "Frame type 77 is unknown");
    }

    @Test
    void aNegativeLengthIsNamed() {
        byte[] bytes = bytesOf(List.of(new Frame.Ready()));
        ByteBuffer.wrap(bytes).putInt(FrameLayout.LENGTH_OFFSET, -5);
        assertRefused(bytes, "Frame length -5 is not within 0 and the limit of");
    }

    @Test
    void aLengthInsideOfTheFrameIsChecked() {
        byte[] bytes = bytesOf(List.of(new Frame.Goodbye(1, "x")));
        ByteBuffer.wrap(bytes).putInt(FrameLayout.HEADER_LENGTH + Integer.BYTES, 1000);
        assertRefused(bytes, "Length 1000 is not within 0 and the limit: 1 bytes left");
    }

    @Test
    void onlyWhatMayHaveArraysApartHasThem() {
        Blob value = new Blob(Tag.GRAPH, new Body.Apart(new byte[] {1}, new Object[] {new int[5000]}), 0);
        byte[] bytes = bytesOf(List.of(new Frame.Share(1, value)));
        int rest = FrameLayout.HEADER_LENGTH + Long.BYTES + Byte.BYTES + Integer.BYTES + FrameLayout.BLOB_HEADER_LENGTH;
        assertEquals(Tag.GRAPH, bytes[rest]);
        for (byte tag : new byte[] {Tag.APART, Tag.INT, Tag.OBJECT, Tag.BYTE_ARRAY, FrameLayout.ABSENT}) {
            bytes[rest] = tag;
            assertRefused(bytes, "A value with tag " + tag + " has no arrays apart from it");
        }
        bytes[rest] = Tag.GRAPH;
        bytes[rest - FrameLayout.BLOB_HEADER_LENGTH] = Tag.BOOLEAN_ARRAY;
        assertRefused(bytes, "is not that of an array of numbers");
    }

    @Test
    void aBoxedPrimitiveHasAsManyBytesAsItsType() {
        byte[] bytes = bytesOf(List.of(new Frame.Share(1, new Blob(Tag.INT, 7, 0))));
        ByteBuffer.wrap(bytes).putInt(FrameLayout.HEADER_LENGTH + Long.BYTES + Byte.BYTES, 3);
        assertRefused(bytes, "Body length 3 of a value with tag " + Tag.INT);
    }

    private static void assertRefused(byte[] bytes, String message) {
        WireFormatException failure =
                assertThrows(WireFormatException.class, () -> new FrameReader().read(ByteBuffer.wrap(bytes)));
        assertTrue(String.valueOf(failure.getMessage()).contains(message), failure::getMessage);
    }

    @Test
    void aReaderRefusesFramesAboveItsLimit() {
        FrameReader reader = new FrameReader(100);
        Frame hello = new Frame.Hello(new byte[32], 1, 25);
        assertEquals(text(hello), text(Objects.requireNonNull(reader.read(ByteBuffer.wrap(bytesOf(List.of(hello)))))));
        byte[] large = bytesOf(List.of(new Frame.Goodbye(1, "x".repeat(100))));
        assertThrows(WireFormatException.class, () -> reader.read(ByteBuffer.wrap(large)));
        FrameReader another = new FrameReader(100);
        byte[] bulk = bytesOf(List.of(new Frame.Result(1, 2, 3, Blob.ofBytes(new byte[50_000]))));
        assertThrows(WireFormatException.class, () -> another.read(ByteBuffer.wrap(bulk)));
        FrameReader raised = new FrameReader(100);
        raised.maxFrameSize(Long.MAX_VALUE);
        assertEquals(1, readAll(raised, bulk, 1000, false).size());
    }

    @Test
    void aFrameThatIsRefusedLeavesNothingBehind() {
        FrameWriter writer = new FrameWriter();
        writer.append(new Frame.Ready());
        long pending = writer.pending();
        byte[] large = new byte[40 * 1024 * 1024];
        assertThrows(WireFormatException.class, () -> writer.append(new Frame.Define(0, List.of(large, large))));
        assertEquals(pending, writer.pending());
        writer.append(new Frame.Shutdown());
        ByteBuffer all = ByteBuffer.allocate(100);
        writer.drainTo(all);
        assertArrayEquals(
                bytesOf(List.of(new Frame.Ready(), new Frame.Shutdown())), Arrays.copyOf(all.array(), all.position()));
    }

    @Test
    void aBodyWithoutRoomFailsAloneAndTheNextFrameArrives() {
        long tooMuch = Math.min(Body.MAX_BYTES, Runtime.getRuntime().maxMemory() + 1);
        Object body = Body.allocate(Tag.BYTE_ARRAY, (int) tooMuch);
        if (body instanceof Body.Unreadable unreadable) {
            assertEquals(tooMuch, unreadable.bytes());
        }
        Wire wire = new Wire();
        Exception failure = assertThrows(
                concurrent.futures.NotSerializableTaskException.class,
                () -> wire.decoder.decode(new Blob(Tag.BYTE_ARRAY, new Body.Unreadable(12345), 0)));
        assertTrue(String.valueOf(failure.getMessage()).contains("12345 bytes has no room"));
    }
}
