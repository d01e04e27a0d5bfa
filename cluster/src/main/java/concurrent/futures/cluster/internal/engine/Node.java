package concurrent.futures.cluster.internal.engine;

/// A member.
///
/// @param id for messages
/// @param address where it is, for people, such as `127.0.0.1:17800`
/// @param card what it says of itself
public record Node(NodeId id, String address, NodeCard card) {
    @Override
    public String toString() {
        return card.name() + " (" + address + ")";
    }
}
