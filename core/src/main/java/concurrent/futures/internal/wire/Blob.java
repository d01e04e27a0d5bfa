package concurrent.futures.internal.wire;

/// One encoded value: a task, an argument, a result or a throwable, as it travels.
///
/// Immutable by agreement: nobody writes to the arrays. A blob made by an encoder may be sent any number of
/// times, to any number of workers; one that came from a [FrameReader] is decoded once, because a large primitive
/// array inside it becomes the value itself.
public final class Blob {
    private final byte tag;
    private final Object body;
    private final int requiredDefinitions;

    /// A blob that refers to the first `requiredDefinitions` definitions of the dictionary at most.
    public Blob(byte tag, Object body, int requiredDefinitions) {
        this.tag = tag;
        this.body = body;
        this.requiredDefinitions = requiredDefinitions;
    }

    /// Plain bytes that mean nothing to the wire, such as those of a class file. The array is not copied.
    public static Blob ofBytes(byte[] bytes) {
        return new Blob(Tag.BYTE_ARRAY, bytes, 0);
    }

    /// Returns what [#ofBytes] was given.
    ///
    /// @throws IllegalStateException if this blob is an encoded object of another kind
    public byte[] bytes() {
        if (tag == Tag.BYTE_ARRAY && body instanceof byte[] bytes) {
            return bytes;
        }
        throw new IllegalStateException("Not plain bytes, but a value with tag " + tag);
    }

    /// How many definitions of the dictionary a decoder must have, counted from the first: 0 if none. Not part
    /// of the bytes that travel; 0 in a blob that was received.
    public int requiredDefinitions() {
        return requiredDefinitions;
    }

    /// The size on the wire in bytes.
    public long size() {
        return Byte.BYTES + Integer.BYTES + (isBoxed() ? Scalars.width(tag) : Body.bytes(body));
    }

    /// Whether it is a simple value, a string or a primitive array: then no code but this library's runs when it is
    /// decoded. Of a graph, the constructors of records run, and `hashCode` of keys.
    public boolean isPlain() {
        return tag < Tag.LAMBDA;
    }

    /// What its body is, see [Tag].
    public byte tag() {
        return tag;
    }

    /// Whether the body is the value itself, a boxed primitive.
    public boolean isBoxed() {
        return tag >= Tag.BYTE && tag <= Tag.DOUBLE;
    }

    /// A primitive array, or several, see [Body]; or a boxed primitive.
    public Object body() {
        return body;
    }

    @Override
    public String toString() {
        return "Blob[tag " + tag + ", " + size() + " bytes]";
    }
}
