package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.CardCodec;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jgroups.Address;
import org.jgroups.util.ExtendedUUID;
import org.jspecify.annotations.Nullable;

/// Addresses of members that carry their cards, so that a view tells all. One value of an address may have 255 bytes;
/// longer cards are cut.
final class Addresses {
    private static final int MOST_PER_VALUE = 255;
    private static final String KEY = "card";
    private static final String PLACE = "at";

    private final String name;
    private final byte[] card;
    private final String place;
    private volatile @Nullable NodeId self;

    /// Makes the addresses of one node.
    ///
    /// @param name for people
    /// @param card encoded
    /// @param place host and port, for people
    Addresses(String name, byte[] card, String place) {
        this.name = name;
        this.card = card;
        this.place = place;
    }

    /// The address of this node: a new one each time.
    Address next() {
        ExtendedUUID address = ExtendedUUID.randomUUID(name);
        address.put(PLACE, place.getBytes(StandardCharsets.UTF_8));
        for (int from = 0; from < card.length; from += MOST_PER_VALUE) {
            byte[] part = Arrays.copyOfRange(card, from, Math.min(card.length, from + MOST_PER_VALUE));
            address.put(KEY + from / MOST_PER_VALUE, part);
        }
        self = idOf(address);
        return address;
    }

    NodeId self() {
        NodeId id = self;
        if (id == null) {
            throw new IllegalStateException("not connected");
        }
        return id;
    }

    static NodeId idOf(Address address) {
        org.jgroups.util.UUID uuid = (org.jgroups.util.UUID) address;
        return new NodeId(new UUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
    }

    /// Where a member is.
    static String placeOf(Address address) {
        byte[] at = address instanceof ExtendedUUID extended ? extended.get(PLACE) : null;
        return at == null ? "address not known" : new String(at, StandardCharsets.UTF_8);
    }

    /// The card that an address carries.
    ///
    /// @throws ClusterException if it carries none
    static NodeCard cardOf(Address address) {
        if (!(address instanceof ExtendedUUID extended)) {
            throw new ClusterException("a member has no card", null);
        }
        ByteArrayOutputStream card = new ByteArrayOutputStream();
        for (int i = 0; ; i++) {
            byte[] part = extended.get(KEY + i);
            if (part == null || card.size() > CardCodec.MOST_BYTES) {
                return CardCodec.decode(card.toByteArray());
            }
            card.writeBytes(part);
        }
    }
}
