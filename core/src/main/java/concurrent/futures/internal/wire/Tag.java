package concurrent.futures.internal.wire;

/// The first byte of a blob: what its body is. See `docs/wire-format.md`.
final class Tag {
    static final byte NULL = 0;
    static final byte FALSE = 1;
    static final byte TRUE = 2;
    static final byte BYTE = 3;
    static final byte SHORT = 4;
    static final byte CHAR = 5;
    static final byte INT = 6;
    static final byte LONG = 7;
    static final byte FLOAT = 8;
    static final byte DOUBLE = 9;
    /// A string whose characters all have one byte.
    static final byte LATIN1 = 10;
    /// Any other string.
    static final byte UTF16 = 11;
    /// Inside a lambda only: the same string as an earlier captured one.
    static final byte SAME = 12;

    static final byte BYTE_ARRAY = 16;
    static final byte BOOLEAN_ARRAY = 17;
    static final byte SHORT_ARRAY = 18;
    static final byte CHAR_ARRAY = 19;
    static final byte INT_ARRAY = 20;
    static final byte LONG_ARRAY = 21;
    static final byte FLOAT_ARRAY = 22;
    static final byte DOUBLE_ARRAY = 23;

    /// A lambda: its shape and what it captured.
    static final byte LAMBDA = 32;
    /// Java serialisation.
    static final byte OBJECT = 33;
    static final byte THROWABLE = 34;

    private Tag() {}
}
