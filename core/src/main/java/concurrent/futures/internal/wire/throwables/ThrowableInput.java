package concurrent.futures.internal.wire.throwables;

import java.io.InvalidObjectException;

/// A stream of objects that knows where a [ThrowableRef] among them points to.
public interface ThrowableInput {
    /// The throwable of a number.
    ///
    /// @throws InvalidObjectException if no throwable is being read
    Throwable throwableAt(int index) throws InvalidObjectException;
}
