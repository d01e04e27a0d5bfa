package concurrent.futures.cluster.internal.engine;

import concurrent.futures.cluster.ClusterException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/// A [NodeCard] as bytes, as engines carry it with the membership.
///
/// ```text
/// format: byte · role · name · slots: int · count: short · label* · libraryVersion · protocol: int ·
/// javaVersion: int
/// ```
public final class CardCodec {
    /// What a card may have.
    public static final int MOST_BYTES = 4096;

    private static final int FORMAT = 1;

    private CardCodec() {}

    /// Writes one.
    ///
    /// @param card the card
    /// @return at most [#MOST_BYTES]
    /// @throws ClusterException if it has more
    public static byte[] encode(NodeCard card) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(card.role().name());
            out.writeUTF(card.name());
            out.writeInt(card.slots());
            out.writeShort(card.labels().size());
            for (String label : new TreeSet<>(card.labels())) {
                out.writeUTF(label);
            }
            out.writeUTF(card.libraryVersion());
            out.writeInt(card.protocol());
            out.writeInt(card.javaVersion());
        } catch (IOException e) {
            throw new ClusterException("name or labels of this node are too long", e);
        }
        if (bytes.size() > MOST_BYTES) {
            throw new ClusterException(
                    "name and labels of this node have " + bytes.size() + " bytes, and may have " + MOST_BYTES
                            + "; shorten them",
                    null);
        }
        return bytes.toByteArray();
    }

    /// Reads one.
    ///
    /// @param bytes as another node sent them
    /// @return the card
    /// @throws ClusterException if that is none
    public static NodeCard decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IOException("format " + format);
            }
            NodeCard.Role role = NodeCard.Role.valueOf(in.readUTF());
            String name = in.readUTF();
            int slots = in.readInt();
            int count = in.readUnsignedShort();
            Set<String> labels = new TreeSet<>();
            for (int i = 0; i < count; i++) {
                labels.add(in.readUTF());
            }
            return new NodeCard(role, name, slots, labels, in.readUTF(), in.readInt(), in.readInt());
        } catch (IOException | IllegalArgumentException e) {
            throw new ClusterException("another node's card is not understood: " + e.getMessage(), e);
        }
    }
}
