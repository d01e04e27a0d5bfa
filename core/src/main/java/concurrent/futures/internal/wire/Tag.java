package concurrent.futures.internal.wire;

/// The first byte of a blob: what its body is. See `docs/wire-format.md`.
public final class Tag {
    public static final byte NULL = 0;
    public static final byte FALSE = 1;
    public static final byte TRUE = 2;
    public static final byte BYTE = 3;
    public static final byte SHORT = 4;
    public static final byte CHAR = 5;
    public static final byte INT = 6;
    public static final byte LONG = 7;
    public static final byte FLOAT = 8;
    public static final byte DOUBLE = 9;
    /// A string whose characters all have one byte.
    public static final byte LATIN1 = 10;
    /// Any other string.
    public static final byte UTF16 = 11;
    /// Inside a lambda or a graph only: the same object as an earlier one.
    public static final byte SAME = 12;

    public static final byte BYTE_ARRAY = 16;
    public static final byte BOOLEAN_ARRAY = 17;
    public static final byte SHORT_ARRAY = 18;
    public static final byte CHAR_ARRAY = 19;
    public static final byte INT_ARRAY = 20;
    public static final byte LONG_ARRAY = 21;
    public static final byte FLOAT_ARRAY = 22;
    public static final byte DOUBLE_ARRAY = 23;

    /// A lambda: its shape and what it captured.
    public static final byte LAMBDA = 32;
    /// Java serialisation.
    public static final byte OBJECT = 33;
    public static final byte THROWABLE = 34;
    /// Everyday values of the JDK, records and enums: see the package `graph`.
    public static final byte GRAPH = 35;

    /// Ahead of a blob whose large arrays are apart from it: what they are.
    public static final byte APART = 36;

    private Tag() {}
}
