package concurrent.futures.internal.wire;

/// The decoding side's copy of a peer's [Dictionary]: takes definitions in their order.
///
/// Thread-safe: one thread may add while others decode.
public final class DictionaryReplica {
    /// An empty replica, whose classes are found by `resolver`.
    public DictionaryReplica(ClassResolver resolver) {
        throw new UnsupportedOperationException("later");
    }

    /// Adds definitions. Those that are here already are skipped.
    ///
    /// @throws WireFormatException if definitions before these are missing, or one has no sense
    public void accept(Frame.Define define) {
        throw new UnsupportedOperationException("later");
    }

    /// How many definitions are here.
    public int size() {
        throw new UnsupportedOperationException("later");
    }
}
