package concurrent.futures.cluster.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import concurrent.futures.cluster.internal.engine.NodeId;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A packet on its way, as a task that hands its bytes over where it runs. It is written field by field, not by Java
/// serialization.
final class Packet implements Callable<@Nullable Object>, IdentifiedDataSerializable, HazelcastInstanceAware {
    static final int FACTORY = 0x46_75_74;
    private static final int CLASS = 1;

    private UUID from = new UUID(0, 0);
    private byte[] bytes = {};
    private @Nullable Gate gate;

    Packet() {}

    Packet(UUID from, byte[] bytes) {
        this.from = from;
        this.bytes = bytes;
    }

    @Override
    public @Nullable Object call() throws InterruptedException {
        if (gate != null) {
            gate.pass(new NodeId(from), bytes);
        }
        return null;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        gate = (Gate) instance.getUserContext().get(Gate.KEY);
    }

    @Override
    public int getFactoryId() {
        return FACTORY;
    }

    @Override
    public int getClassId() {
        return CLASS;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeLong(from.getMostSignificantBits());
        out.writeLong(from.getLeastSignificantBits());
        out.writeByteArray(bytes);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        from = new UUID(in.readLong(), in.readLong());
        byte[] read = in.readByteArray();
        bytes = read == null ? new byte[0] : read;
    }

    /// Makes empty ones, to be read.
    static final class Factory implements DataSerializableFactory {
        @Override
        public IdentifiedDataSerializable create(int typeId) {
            if (typeId != CLASS) {
                throw new IllegalArgumentException("type " + typeId);
            }
            return new Packet();
        }
    }
}
