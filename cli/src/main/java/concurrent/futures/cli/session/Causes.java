package concurrent.futures.cli.session;

import concurrent.futures.TaskFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Says in one line why a task failed.
public final class Causes {
    private Causes() {}

    /// Says why, in the words of the system's own tools where they have some.
    ///
    /// @param failure what the future ended with
    /// @return one line
    public static String describe(Throwable failure) {
        @Nullable
        String line = switch (failure) {
            case TaskFailedException wrapper when wrapper.getCause() != null -> describe(wrapper.getCause());
            case NoSuchFileException missing -> "No such file or directory";
            case AccessDeniedException denied -> "Permission denied";
            case FileAlreadyExistsException exists -> "File exists";
            case NotDirectoryException file -> "Not a directory";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            case HttpConnectTimeoutException late -> "timed out: no connection";
            case ConnectException refused -> describeConnect(refused);
            case IOException cut
            when "closed".equals(cut.getMessage()) && cut.getCause() != null ->
                "the connection was closed: " + describe(cut.getCause());
            case CancellationException cancelled -> "cancelled";
            default -> failure.getMessage();
        };
        return line == null || line.isBlank()
                ? failure.getClass().getSimpleName()
                : line.strip().lines().findFirst().orElse("");
    }

    private static String describeConnect(ConnectException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "unknown host";
            }
        }
        return failure.getMessage() == null ? "connection refused" : failure.getMessage();
    }
}
