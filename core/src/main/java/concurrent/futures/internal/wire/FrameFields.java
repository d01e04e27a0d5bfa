package concurrent.futures.internal.wire;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The bytes that a [FrameWriter] has not moved out yet: small things copied one behind the other, with the
/// places marked where a bulk body comes in between.
final class FrameFields {
    private static final int FIRST_CAPACITY = 1024;
    private static final int KEEP_CAPACITY_UP_TO = 1024 * 1024;

    private ByteBuffer fields = ByteBuffer.allocate(FIRST_CAPACITY);
    /// How much of the fields has been moved out.
    private int drained;

    private final Deque<Bulk> bulks = new ArrayDeque<>();
    private long bulkBytes;

    /// The bulk bodies of the frame that is being written, which come behind its fields.
    private final Deque<MemorySegment> bulksOfFrame = new ArrayDeque<>();

    /// How many blobs of the frame have bulk bodies; one such body may be in several pieces.
    private int bulksOfFrameCount;

    private int frameStart;

    /// A bulk body, and the place among the fields where it belongs.
    private static final class Bulk {
        private final int place;
        private final MemorySegment bytes;
        private long drained;

        Bulk(int place, MemorySegment bytes) {
            this.place = place;
            this.bytes = bytes;
        }
    }

    /// Begins a frame; its header is completed by [#putType] and [#end].
    void begin() {
        frameStart = fields.position();
        bulksOfFrameCount = 0;
        putLong(0);
    }

    void putType(byte type) {
        fields.put(frameStart + FrameLayout.VERSION_OFFSET, FrameLayout.VERSION);
        fields.put(frameStart + FrameLayout.TYPE_OFFSET, type);
    }

    /// @throws WireFormatException if the fields are too long
    void end() {
        int length = fields.position() - frameStart - FrameLayout.HEADER_LENGTH;
        if (length > FrameLayout.MAX_FIELDS) {
            throw new WireFormatException(
                    "Fields of " + length + " bytes are above the limit of " + FrameLayout.MAX_FIELDS);
        }
        fields.putInt(frameStart + FrameLayout.LENGTH_OFFSET, length);
        fields.putShort(frameStart + FrameLayout.BULKS_OFFSET, (short) bulksOfFrameCount);
        for (MemorySegment bytes : bulksOfFrame) {
            bulks.add(new Bulk(fields.position(), bytes));
            bulkBytes += bytes.byteSize();
        }
        bulksOfFrame.clear();
    }

    /// Takes back the frame that is being written.
    void cancel() {
        fields.position(frameStart);
        bulksOfFrame.clear();
    }

    void putByte(int value) {
        ensure(Byte.BYTES);
        fields.put((byte) value);
    }

    void putInt(int value) {
        ensure(Integer.BYTES);
        fields.putInt(value);
    }

    void putLong(long value) {
        ensure(Long.BYTES);
        fields.putLong(value);
    }

    void putBytes(byte[] bytes) {
        putInt(bytes.length);
        ensure(bytes.length);
        fields.put(bytes);
    }

    void putString(@Nullable String text) {
        if (text == null) {
            putInt(FrameLayout.ABSENT);
        } else {
            putBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void putBlob(@Nullable Blob blob) {
        if (blob == null) {
            putByte(FrameLayout.ABSENT);
            return;
        }
        Object body = blob.body();
        if (blob.isBoxed()) {
            byte tag = blob.tag();
            ensure(FrameLayout.BLOB_HEADER_LENGTH + Long.BYTES);
            fields.put(tag).putInt(Scalars.width(tag));
            Scalars.put(tag, body, fields);
            return;
        }
        if (body instanceof Body.Apart apart) {
            putApart(apart.arrays());
            body = apart.rest();
        }
        int length = Math.toIntExact(Body.bytes(body));
        ensure(FrameLayout.BLOB_HEADER_LENGTH);
        fields.put(blob.tag()).putInt(length);
        if (length > FrameLayout.INLINE_BODY_LIMIT) {
            bulksOfFrameCount++;
            addBulk(body);
        } else if (body instanceof byte[] bytes) {
            ensure(length);
            fields.put(bytes);
        } else {
            ensure(length);
            MemorySegment.ofBuffer(fields.slice(fields.position(), length)).copyFrom(Body.segment(body));
            fields.position(fields.position() + length);
        }
    }

    /// What the arrays are; their bytes come before those of what they are apart from.
    private void putApart(Object[] arrays) {
        putByte(Tag.APART);
        putInt(arrays.length);
        for (Object array : arrays) {
            putByte(Body.arrayTag(array));
            putInt(Math.toIntExact(Body.bytes(array)));
            bulksOfFrameCount++;
            addBulk(array);
        }
    }

    private void addBulk(Object body) {
        if (body instanceof byte[][] pieces) {
            for (byte[] piece : pieces) {
                bulksOfFrame.add(MemorySegment.ofArray(piece));
            }
        } else {
            bulksOfFrame.add(Body.segment(body));
        }
    }

    /// A whole frame: the answer to an element of a map.
    void putValueFrame(long number, int nanos, byte tag, @Nullable Object value) {
        ensure(FrameLayout.HEADER_LENGTH + ValueRun.FIELDS + PackedValues.LONGEST);
        int start = fields.position();
        int end = PackedValues.put(tag, value, fields, start + FrameLayout.HEADER_LENGTH + ValueRun.FIELDS);
        fields.putInt(end - start - FrameLayout.HEADER_LENGTH)
                .put(FrameLayout.VERSION)
                .put(FrameLayout.VALUE)
                .putShort((short) 0)
                .putLong(number)
                .putInt(nanos)
                .position(end);
    }

    /// Bytes as they are, without their number.
    void putRest(byte[] bytes, int from, int to) {
        ensure(to - from);
        fields.put(bytes, from, to - from);
    }

    long pending() {
        return fields.position() - drained + bulkBytes;
    }

    int drainTo(ByteBuffer target) {
        int before = target.remaining();
        while (target.hasRemaining() && pending() > 0) {
            Bulk bulk = bulks.peek();
            if (bulk != null && bulk.place == drained) {
                drain(bulk, target);
            } else {
                int length = Math.min((bulk == null ? fields.position() : bulk.place) - drained, target.remaining());
                target.put(fields.array(), drained, length);
                drained += length;
            }
        }
        if (pending() == 0) {
            drained = 0;
            fields = fields.capacity() > KEEP_CAPACITY_UP_TO ? ByteBuffer.allocate(FIRST_CAPACITY) : fields.clear();
        }
        return before - target.remaining();
    }

    private void drain(Bulk bulk, ByteBuffer target) {
        int length = (int) Math.min(bulk.bytes.byteSize() - bulk.drained, target.remaining());
        MemorySegment.copy(bulk.bytes, bulk.drained, MemorySegment.ofBuffer(target), 0, length);
        target.position(target.position() + length);
        bulk.drained += length;
        bulkBytes -= length;
        if (bulk.drained == bulk.bytes.byteSize()) {
            bulks.remove();
        }
    }

    private void ensure(int more) {
        if (more > fields.remaining()) {
            int wanted = Math.addExact(fields.position(), more);
            ByteBuffer grown =
                    ByteBuffer.allocate(Math.max(wanted, (int) Math.min(fields.capacity() * 2L, Body.MAX_BYTES)));
            fields = grown.put(fields.flip());
        }
    }
}
