package concurrent.futures.cluster.internal.protocol;

/// Bytes in a message, or word of those that come apart.
public sealed interface Content {
    /// Nothing.
    Content NONE = new Inline(new byte[0]);

    /// How many there are.
    ///
    /// @return in bytes
    long size();

    /// They are here.
    ///
    /// @param bytes not to be changed
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Inline(byte[] bytes) implements Content {
        @Override
        public long size() {
            return bytes.length;
        }
    }

    /// They go by [concurrent.futures.cluster.internal.engine.Membership#sendLarge], before or after this message: the
    /// two are in no order.
    ///
    /// @param number of their [concurrent.futures.cluster.internal.engine.LargeId], whose purpose is told by the field
    /// @param size in bytes
    record Apart(long number, long size) implements Content {}
}
