package concurrent.futures.internal.wire;

/// The definitions that encoded values refer to by number: class descriptors and the shapes of lambdas, each written
/// once per connection instead of once per value. The encoding side; its counterpart is [DictionaryReplica].
///
/// Thread-safe, append-only: an entry never changes and never goes. One per pool in the parent, one per worker. Classes
/// are kept weakly.
public final class Dictionary {
    /// An empty dictionary; `loaders` tells classes of one name apart.
    public Dictionary(LoaderNumbers loaders) {
        throw new UnsupportedOperationException("later");
    }

    /// How many definitions there are now.
    public int size() {
        throw new UnsupportedOperationException("later");
    }

    /// Returns the bytes of one definition; not a copy.
    ///
    /// @throws IndexOutOfBoundsException if there is no such entry
    public byte[] entry(int id) {
        throw new UnsupportedOperationException("later");
    }

    /// The frame that brings a peer, which has the first `from` definitions, up to having the first `to`.
    public Frame.Define definitions(int from, int to) {
        throw new UnsupportedOperationException("later");
    }
}
