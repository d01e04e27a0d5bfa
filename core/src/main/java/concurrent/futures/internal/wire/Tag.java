package concurrent.futures.internal.wire;

/// The first byte of a blob: what its body is. See `docs/wire-format.md`.
final class Tag {
    static final byte NULL = 0;
    static final byte BYTE_ARRAY = 16;

    private Tag() {}
}
