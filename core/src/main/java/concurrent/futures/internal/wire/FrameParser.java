package concurrent.futures.internal.wire;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes the fields of frames apart, one after the other. Bulk bodies are given their place, and filled later. Not
/// thread-safe.
final class FrameParser {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer fields = NOTHING;
    private long bytesForBulks;
    private List<Object> bulks = List.of();
    private long bulkBytes;

    /// Takes the bodies of the last frame that are still empty, in the order of their bytes.
    List<Object> takeBulks() {
        List<Object> taken = bulks;
        bulks = List.of(); // The values that they become are the receiver's alone.
        return taken;
    }

    /// Takes a frame apart.
    ///
    /// @param source what is between its position and its limit is exactly the fields; big-endian
    /// @param most how many bytes the bulk bodies may have together
    Frame parse(ByteBuffer source, byte type, int bulkCount, long most) {
        fields = source;
        bytesForBulks = most;
        bulkBytes = 0;
        bulks = List.of();
        try {
            return parse(type, bulkCount);
        } catch (OutOfMemoryError e) {
            bulks = List.of(); // Who reads the frame again has more need of the memory.
            throw e;
        } finally {
            fields = NOTHING;
        }
    }

    private Frame parse(byte type, int bulkCount) {
        // By far the most frequent one.
        Frame frame = type == FrameLayout.RESULT
                ? new Frame.Result(readLong(), readLong(), readLong(), readBlob())
                : fields(type);
        if (fields.hasRemaining()) {
            throw new WireFormatException(
                    "Frame of type " + type + " has " + fields.remaining() + " bytes above the limit of its fields");
        }
        if (bulks.size() != bulkCount) {
            throw new WireFormatException("Frame of type " + type + " has " + bulks.size() + " bulk bodies, not "
                    + bulkCount + " as its header says");
        }
        return frame;
    }

    /// A `return` for each kind: where their ways meet, the JVM would have to load all of them to verify that.
    @SuppressWarnings("StatementSwitchToExpressionSwitch") // see above
    private Frame fields(byte type) {
        switch (type) {
            case FrameLayout.HELLO:
                return new Frame.Hello(readBytes(), readLong(), readInt());
            case FrameLayout.SETUP:
                return new Frame.Setup(readString(), readSettings(), readOptionalBlob());
            case FrameLayout.READY:
                return new Frame.Ready();
            case FrameLayout.SETUP_FAILED:
                return new Frame.SetupFailed(readBlob());
            case FrameLayout.DEFINE:
                return new Frame.Define(readInt(), readDefinitions());
            case FrameLayout.SHARE:
                return new Frame.Share(readLong(), readBlob());
            case FrameLayout.FORGET:
                return new Frame.Forget(readLong());
            case FrameLayout.SHARE_REQUEST:
                return new Frame.ShareRequest(readLong());
            case FrameLayout.RUN:
                return readRun();
            case FrameLayout.INTERRUPT:
                return new Frame.Interrupt(readLong());
            case FrameLayout.FAILURE:
                return new Frame.Failure(readLong(), readLong(), readLong(), readBlob());
            case FrameLayout.CLASS_REQUEST:
                return new Frame.ClassRequest(readLong(), readInt(), readString());
            case FrameLayout.CLASS_REPLY:
                return readClassReply();
            case FrameLayout.PROGRESS:
                return new Frame.Progress(readLong(), readLong(), readLong());
            case FrameLayout.SHUTDOWN:
                return new Frame.Shutdown();
            case FrameLayout.GOODBYE:
                return new Frame.Goodbye(readInt(), readString());
            case FrameLayout.SUBMIT:
                return readSubmit();
            case FrameLayout.ASK:
                return new Frame.Ask(readLong(), Frame.Question.of(readByte()), readLong());
            case FrameLayout.OVERGROWN:
                return new Frame.Overgrown(readLong());
            case FrameLayout.MEASURE:
                return new Frame.Measure();
            case FrameLayout.MEASURED:
                return new Frame.Measured(readLong());
            case FrameLayout.WAITING:
                return new Frame.Waiting(readByte() != 0);
            case FrameLayout.REPLY:
                return new Frame.Reply(readLong(), readOptionalBlob(), readNumbers());
            case FrameLayout.ENDED:
                return new Frame.Ended(readLong(), readOptionalBlob(), readOptionalBlob());
            case FrameLayout.EXIT:
                return new Frame.Exit(readString(), readStack());
            case FrameLayout.RESOURCE_REQUEST:
                return new Frame.ResourceRequest(readLong(), readInt(), readString());
            case FrameLayout.RESOURCE_REPLY:
                return new Frame.ResourceReply(readLong(), readByte() != 0, readByte() != 0, readBlobs());
            case FrameLayout.FORGET_LOADER:
                return new Frame.ForgetLoader(readInt());
            case FrameLayout.LOG:
                return readLog();
            case FrameLayout.LOG_PUBLISHED:
                return new Frame.LogPublished(readLong());
            case FrameLayout.ELEMENTS:
                return readElements();
            default:
                throw new WireFormatException("Frame type " + type + " is unknown: the types are " + FrameLayout.HELLO
                        + " to " + FrameLayout.LAST_TYPE);
        }
    }

    private Frame.Run readRun() {
        long task = readLong();
        int contextLoader = readInt();
        int depth = readInt();
        String name = readOptionalString();
        EncodedTask.Kind kind = EncodedTask.Kind.of(readByte());
        long sharedFunction = readLong();
        int count = readCount();
        int each = kind.arguments() + (sharedFunction == 0 ? 1 : 0);
        if (count < 1 || each < 1 || (long) count * each > fields.remaining()) {
            throw new WireFormatException("Number of tasks " + count + " of kind " + kind
                    + ", whose shared function is " + sharedFunction + ", is not within 1 and the limit: "
                    + fields.remaining() + " bytes left in the frame");
        }
        List<Blob> blobs = readBlobs(count * each);
        return new Frame.Run(task, contextLoader, depth, name, kind, sharedFunction, blobs);
    }

    private Frame.Elements readElements() {
        long task = readLong();
        int contextLoader = readInt();
        String name = readOptionalString();
        EncodedTask.Kind kind = EncodedTask.Kind.of(readByte());
        long sharedFunction = readLong();
        int count = readCount();
        if (count < 1 || kind.arguments() < 1) {
            throw new WireFormatException("Number of elements " + count + " of kind " + kind + " is not within 1 and"
                    + " the limit: " + fields.remaining() + " bytes left in the frame");
        }
        byte[] arguments = PackedValues.take(fields, Math.multiplyExact(count, kind.arguments()));
        return new Frame.Elements(
                task, contextLoader, name, kind, sharedFunction, count, arguments, 0, arguments.length);
    }

    private List<Blob> readBlobs(int count) {
        List<Blob> blobs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blobs.add(readBlob());
        }
        return blobs;
    }

    private Frame.Log readLog() {
        return new Frame.Log(
                readString(),
                readString(),
                readInt(),
                readLong(),
                readInt(),
                readLong(),
                readOptionalString(),
                readOptionalString(),
                readString(),
                readOptionalBlob());
    }

    private Frame.ClassReply readClassReply() {
        return new Frame.ClassReply(readLong(), readInt(), readString(), readString(), readOptionalBlob());
    }

    private List<Blob> readBlobs() {
        return readBlobs(readCount());
    }

    private Frame.Submit readSubmit() {
        long request = readLong();
        long first = readLong();
        int depth = readInt();
        Frame.Options options =
                new Frame.Options(readOptionalString(), readLong(), readInt(), readByte() != 0, readOptionalString());
        EncodedTask.Kind kind = EncodedTask.Kind.of(readByte());
        Blob function = readBlob();
        int count = readInt();
        if (count < 1 || (count > 1 && kind.arguments() == 0) || (long) count * kind.arguments() > fields.remaining()) {
            throw new WireFormatException("Number of submitted tasks " + count + " of kind " + kind
                    + " is not within 1 and the limit: " + fields.remaining() + " bytes left in the frame");
        }
        List<Blob> arguments = readBlobs(count * kind.arguments());
        return new Frame.Submit(request, first, depth, options, kind, function, count, arguments);
    }

    private long[] readNumbers() {
        int count = readInt();
        require(count);
        require(count * Long.BYTES);
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = readLong();
        }
        return numbers;
    }

    private Map<String, String> readSettings() {
        Map<String, String> settings = new HashMap<>();
        for (int count = readCount(); count > 0; count--) {
            settings.put(readString(), readString());
        }
        return settings;
    }

    private List<byte[]> readDefinitions() {
        List<byte[]> definitions = new ArrayList<>();
        for (int count = readCount(); count > 0; count--) {
            definitions.add(readBytes());
        }
        return definitions;
    }

    private List<StackTraceElement> readStack() {
        List<StackTraceElement> stack = new ArrayList<>();
        for (int count = readCount(); count > 0; count--) {
            String module = readOptionalString();
            stack.add(new StackTraceElement(
                    /* classLoaderName= */ null,
                    module,
                    /* moduleVersion= */ null,
                    readString(),
                    readString(),
                    readOptionalString(),
                    readInt()));
        }
        return stack;
    }

    private Blob readBlob() {
        Blob blob = readOptionalBlob();
        if (blob == null) {
            throw new WireFormatException("A value is missing");
        }
        return blob;
    }

    private @Nullable Blob readOptionalBlob() {
        byte tag = readByte();
        if (tag == FrameLayout.ABSENT) {
            return null;
        }
        if (tag != Tag.APART) {
            return readBlob(tag);
        }
        Object[] arrays = readApart();
        byte tagOfRest = readByte();
        if (tagOfRest != Tag.GRAPH && tagOfRest != Tag.LAMBDA) {
            throw new WireFormatException("A value with tag " + tagOfRest + " has no arrays apart from it");
        }
        return new Blob(tagOfRest, new Body.Apart(readBlob(tagOfRest).body(), arrays), 0);
    }

    private Blob readBlob(byte tag) {
        int length = readInt();
        if (length == Scalars.width(tag)) {
            require(length);
            return new Blob(tag, Scalars.get(tag, fields), 0);
        }
        if (length < 0 || length > Body.MAX_BYTES || Scalars.width(tag) >= 0) {
            throw new WireFormatException(
                    "Body length " + length + " of a value with tag " + tag + " is not within 0 and the limit of "
                            + (Scalars.width(tag) < 0 ? Body.MAX_BYTES : Scalars.width(tag)));
        }
        if (length > FrameLayout.INLINE_BODY_LIMIT) {
            return new Blob(tag, bulk(tag, length), 0);
        }
        require(length);
        Object body = Body.allocate(tag, length);
        if (body instanceof byte[] bytes) {
            fields.get(bytes);
        } else {
            if (!(body instanceof Body.Unreadable)) {
                Body.segment(body).copyFrom(MemorySegment.ofBuffer(fields.slice(fields.position(), length)));
            }
            fields.position(fields.position() + length);
        }
        return new Blob(tag, body, 0);
    }

    private Object bulk(byte tag, int length) {
        bulkBytes += length;
        if (bulkBytes > bytesForBulks) {
            throw new WireFormatException(
                    "Bulk bodies of " + bulkBytes + " bytes are above the limit of " + bytesForBulks);
        }
        Object body = Body.allocate(tag, length);
        if (bulks.isEmpty()) {
            bulks = new ArrayList<>();
        }
        bulks.add(body);
        return body;
    }

    private Object[] readApart() {
        int count = readInt();
        if (count < 1 || count > fields.remaining() / FrameLayout.BLOB_HEADER_LENGTH) {
            throw new WireFormatException("Number of arrays " + count + " is not within 1 and the limit: "
                    + fields.remaining() + " bytes left in the frame");
        }
        Object[] arrays = new Object[count];
        for (int i = 0; i < count; i++) {
            byte tag = readByte();
            int length = readInt();
            if (tag < Tag.BYTE_ARRAY || tag > Tag.DOUBLE_ARRAY || tag == Tag.BOOLEAN_ARRAY) {
                throw new WireFormatException("Tag " + tag + " is not that of an array of numbers");
            }
            if (length < 0 || length > Body.MAX_BYTES) {
                throw new WireFormatException(
                        "Length " + length + " of an array is not within 0 and the limit of " + Body.MAX_BYTES);
            }
            arrays[i] = bulk(tag, length);
        }
        return arrays;
    }

    private byte[] readBytes() {
        byte[] bytes = new byte[requiredLength(readInt())];
        fields.get(bytes);
        return bytes;
    }

    private String readString() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    private @Nullable String readOptionalString() {
        int length = readInt();
        if (length == FrameLayout.ABSENT) {
            return null;
        }
        byte[] bytes = new byte[requiredLength(length)];
        fields.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// A number of things that take at least a byte each.
    private int readCount() {
        return requiredLength(readInt());
    }

    private byte readByte() {
        require(Byte.BYTES);
        return fields.get();
    }

    private int readInt() {
        require(Integer.BYTES);
        return fields.getInt();
    }

    private long readLong() {
        require(Long.BYTES);
        return fields.getLong();
    }

    private int requiredLength(int length) {
        require(length);
        return length;
    }

    private void require(int length) {
        if (length < 0 || length > fields.remaining()) {
            throw new WireFormatException("Length " + length + " is not within 0 and the limit: " + fields.remaining()
                    + " bytes left in the frame");
        }
    }
}
