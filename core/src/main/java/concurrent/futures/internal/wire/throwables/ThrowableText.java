package concurrent.futures.internal.wire.throwables;

import concurrent.futures.NotSerializableTaskException;
import java.io.NotSerializableException;

/// What a throwable says, for messages.
public final class ThrowableText {
    private ThrowableText() {}

    /// The class and message of a throwable, even of one whose `getMessage` throws.
    public static String brief(Throwable failure) {
        try {
            return failure instanceof NotSerializableTaskException known && known.getMessage() != null
                    ? known.getMessage()
                    : failure instanceof NotSerializableException
                            ? failure.getMessage() + " is not Serializable"
                            : failure.toString();
        } catch (Throwable hostile) {
            return failure.getClass().getName();
        }
    }
}
