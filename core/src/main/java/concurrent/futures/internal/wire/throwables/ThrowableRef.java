package concurrent.futures.internal.wire.throwables;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectStreamException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A throwable inside another one, by its number: each is written on its own, so that one which can not be
/// written or rebuilt does not take the others with it. Public because deserialisation demands it of an
/// [Externalizable].
public final class ThrowableRef implements Externalizable {
    private static final long serialVersionUID = 1L;

    private transient int index;
    private transient @Nullable Throwable found;

    /// For deserialisation.
    public ThrowableRef() {}

    ThrowableRef(int index) {
        this.index = index;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeInt(index);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        if (!(in instanceof ThrowableInput stream)) {
            throw new InvalidObjectException("Not written by this library");
        }
        found = stream.throwableAt(in.readInt());
    }

    @Serial
    private Object readResolve() throws ObjectStreamException {
        Throwable known = found;
        if (known == null) {
            throw new InvalidObjectException("Not read by this library");
        }
        return known;
    }
}
