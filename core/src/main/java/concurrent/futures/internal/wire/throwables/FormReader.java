package concurrent.futures.internal.wire.throwables;

import concurrent.futures.internal.wire.Blob;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads what a [FormWriter] wrote.
public interface FormReader {
    /// Reads the serialised form of a throwable.
    ///
    /// @param throwables where a [ThrowableRef] inside it points to
    /// @throws IOException if it can not be read
    /// @throws ClassNotFoundException if a class is not known here
    @Nullable
    Object read(byte[] form, ThrowableRebuilder throwables) throws IOException, ClassNotFoundException;

    /// Decodes a blob that is no graph of throwables, but any other value.
    @Nullable
    Object decode(Blob blob);
}
