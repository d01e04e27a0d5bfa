package concurrent.futures.internal.wire;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns bytes into frames, however the bytes are cut into pieces. Not thread-safe.
///
/// ```
///   while (channel.read(buffer.clear()) >= 0) {
///       buffer.flip();
///       for (Frame frame; (frame = reader.read(buffer)) != null; ) { … }
///   }
/// ```
///
/// If there is no memory for a frame, it can be read once more: nothing of it is lost.
///
/// The fields of a frame are taken apart where they lie, if all of them are there; else they are collected. The
/// large bodies behind them go from the source to where they will stay.
public final class FrameReader {
    private static final int FIRST_CAPACITY = 1024;
    private static final int KEEP_CAPACITY_UP_TO = 1024 * 1024;

    private long maxFrameSize;

    /// The beginning of a frame whose fields are not complete; empty between frames.
    private ByteBuffer partial = ByteBuffer.allocate(FIRST_CAPACITY);

    /// A frame whose fields are complete, and whose bulk bodies are not.
    private @Nullable Frame unfilled;

    private final FrameParser parser = new FrameParser();
    private final Deque<Object> bulks = new ArrayDeque<>();
    private int filledOfFirst;

    /// A reader that takes frames of any size.
    public FrameReader() {
        this(Long.MAX_VALUE);
    }

    /// A reader that refuses larger frames. For a peer that has not shown its secret yet.
    ///
    /// @param maxFrameSize in bytes, bodies of blobs included
    public FrameReader(long maxFrameSize) {
        this.maxFrameSize = maxFrameSize;
    }

    /// Changes the largest size of a frame, from the next frame on.
    public void maxFrameSize(long bytes) {
        maxFrameSize = bytes;
    }

    /// Takes bytes until a frame is complete, and returns it; `null` once `source` has no bytes left. What is
    /// left of an unfinished frame is kept for the next call.
    ///
    /// @throws WireFormatException if the bytes are not frames; the reader is of no use afterwards
    public @Nullable Frame read(ByteBuffer source) {
        Frame frame = unfilled;
        if (frame == null) {
            frame = partial.position() == 0 ? whole(source) : null;
            frame = frame != null ? frame : collect(source);
        }
        if (frame == null || bulks.isEmpty()) {
            return frame;
        }
        unfilled = frame;
        boolean filled = fillBulks(source);
        unfilled = filled ? null : frame;
        return filled ? frame : null;
    }

    /// Whether a frame has begun and is not complete: at the end of the stream, the peer died while writing.
    public boolean isMidFrame() {
        return partial.position() > 0 || unfilled != null;
    }

    /// The next frame, parsed where it lies; `null` if not all of its fields are there.
    private @Nullable Frame whole(ByteBuffer source) {
        if (source.remaining() < FrameLayout.HEADER_LENGTH || source.order() != ByteOrder.BIG_ENDIAN) {
            return null;
        }
        int end = source.limit();
        int start = source.position();
        int length = FrameLayout.HEADER_LENGTH + checkedLength(source, start);
        if (end - start < length) {
            return null;
        }
        try {
            if (source.get(start + FrameLayout.TYPE_OFFSET) == FrameLayout.VALUE) {
                ValueRun.check(length - FrameLayout.HEADER_LENGTH, source.getShort(start + FrameLayout.BULKS_OFFSET));
                return ValueRun.read(source);
            }
            return parse(source.limit(start + length), start);
        } catch (OutOfMemoryError e) {
            source.position(start);
            throw e;
        } finally {
            source.limit(end);
        }
    }

    /// Adds to the partial frame, and parses it once its fields are complete.
    private @Nullable Frame collect(ByteBuffer source) {
        if (!collectUpTo(FrameLayout.HEADER_LENGTH, source)) {
            return null;
        }
        if (!collectUpTo(FrameLayout.HEADER_LENGTH + checkedLength(partial, 0), source)) {
            return null;
        }
        ByteBuffer next = partial.capacity() > KEEP_CAPACITY_UP_TO ? ByteBuffer.allocate(FIRST_CAPACITY) : partial;
        int length = partial.position();
        try {
            Frame frame = parse(partial.flip(), 0);
            partial = next.clear();
            return frame;
        } catch (OutOfMemoryError e) {
            partial.clear().position(length);
            throw e;
        }
    }

    /// Memory is taken as bytes come, not as a length promises them.
    private boolean collectUpTo(int length, ByteBuffer source) {
        int wanted = Math.min(length - partial.position(), source.remaining());
        if (wanted > 0) {
            if (wanted > partial.remaining()) {
                int capacity = Math.max(partial.position() + wanted, Math.min(length, partial.capacity() * 2));
                partial = ByteBuffer.allocate(capacity).put(partial.flip());
            }
            partial.put(source.slice(source.position(), wanted));
            source.position(source.position() + wanted);
        }
        return partial.position() >= length;
    }

    private int checkedLength(ByteBuffer header, int at) {
        byte version = header.get(at + FrameLayout.VERSION_OFFSET);
        if (version != FrameLayout.VERSION) {
            throw new WireFormatException(
                    "Frame version " + version + " is not " + FrameLayout.VERSION + ", the only one known here");
        }
        int length = header.getInt(at + FrameLayout.LENGTH_OFFSET);
        long limit = Math.min(maxFrameSize - FrameLayout.HEADER_LENGTH, FrameLayout.MAX_FIELDS);
        if (length < 0 || length > limit) {
            throw new WireFormatException("Frame length " + length + " is not within 0 and the limit of " + limit);
        }
        return length;
    }

    /// Takes a frame, from its header up to the limit.
    private Frame parse(ByteBuffer whole, int start) {
        byte type = whole.get(start + FrameLayout.TYPE_OFFSET);
        int bulkCount = Short.toUnsignedInt(whole.getShort(start + FrameLayout.BULKS_OFFSET));
        int length = whole.limit() - start;
        if (type == FrameLayout.VALUE) {
            ValueRun.check(length - FrameLayout.HEADER_LENGTH, bulkCount);
            return ValueRun.read(whole.position(start));
        }
        whole.position(start + FrameLayout.HEADER_LENGTH);
        Frame frame = parser.parse(whole, type, bulkCount, maxFrameSize - length);
        if (bulkCount > 0) {
            addBulks(parser.takeBulks());
        }
        return frame;
    }

    private void addBulks(List<Object> empty) {
        try {
            bulks.addAll(empty);
        } catch (OutOfMemoryError e) {
            bulks.clear();
            throw e;
        }
    }

    private boolean fillBulks(ByteBuffer source) {
        while (!bulks.isEmpty()) {
            Object body = bulks.getFirst();
            int length = (int) Math.min(Body.bytes(body) - filledOfFirst, source.remaining());
            if (!(body instanceof Body.Unreadable)) {
                MemorySegment.copy(MemorySegment.ofBuffer(source), 0, Body.segment(body), filledOfFirst, length);
            }
            source.position(source.position() + length);
            filledOfFirst += length;
            if (filledOfFirst < Body.bytes(body)) {
                return false;
            }
            bulks.removeFirst();
            filledOfFirst = 0;
        }
        return true;
    }
}
