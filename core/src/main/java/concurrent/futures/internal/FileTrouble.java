package concurrent.futures.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Says why a file could not be used: some exceptions of the JDK only have its name.
public final class FileTrouble {
    private FileTrouble() {}

    /// Says why.
    ///
    /// @param failure of reading, writing or making a file
    /// @return the file, where it is known, and the reason
    public static String describe(IOException failure) {
        if (!(failure instanceof FileSystemException told)) {
            String message = failure.getMessage();
            return message == null ? failure.toString() : message;
        }
        return told.getFile() + ": " + reason(told);
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "something else is there already";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a folder";
        }
        String reason = failure.getReason();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }
}
