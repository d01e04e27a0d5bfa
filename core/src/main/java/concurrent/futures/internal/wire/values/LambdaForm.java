package concurrent.futures.internal.wire.values;

import concurrent.futures.internal.wire.dictionary.Definition;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectStreamException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A lambda inside the graph of a value: the number of its shape, and what it captured. Public because
/// deserialisation demands it of an [Externalizable].
public final class LambdaForm implements Externalizable {
    private static final long serialVersionUID = 1L;

    private transient int id;
    private transient @Nullable Object[] captured = new Object[0];
    private transient Definition.@Nullable OfLambda definition;

    /// For deserialisation.
    public LambdaForm() {}

    LambdaForm(int id, @Nullable Object[] captured) {
        this.id = id;
        this.captured = captured;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeInt(id);
        out.writeInt(captured.length);
        for (Object object : captured) {
            out.writeObject(object);
        }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
        if (!(in instanceof DecodingStream stream)) {
            throw new InvalidObjectException("Not written by this library");
        }
        definition = stream.lambdaAt(in.readInt());
        int length = in.readInt();
        if (length < 0 || length > 255) {
            throw new InvalidObjectException(length + " captured objects are above the limit of 255");
        }
        captured = new Object[length];
        for (int i = 0; i < captured.length; i++) {
            captured[i] = in.readObject();
        }
    }

    @Serial
    private Object readResolve() throws ObjectStreamException {
        Definition.OfLambda known = definition;
        if (known == null) {
            throw new InvalidObjectException("Not read by this library");
        }
        try {
            return known.rebuild(captured);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            InvalidObjectException failure = new InvalidObjectException(
                    "Can not rebuild the lambda " + known.shape().describe() + ": " + e);
            failure.initCause(e);
            throw failure;
        }
    }
}
