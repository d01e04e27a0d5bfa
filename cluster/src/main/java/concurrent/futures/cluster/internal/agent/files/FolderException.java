package concurrent.futures.cluster.internal.agent.files;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.internal.FileTrouble;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// A folder of the agent's does not take what has come for it: the driver is not at fault.
public final class FolderException extends ClusterException {
    @Serial
    private static final long serialVersionUID = 1;

    /// Says which folder, and whether it is full.
    ///
    /// @param what could not be written
    /// @param folder where to
    /// @param why it could not
    public FolderException(String what, Path folder, IOException why) {
        super(describe(what, folder, why), why);
    }

    private static String describe(String what, Path folder, IOException why) {
        String reason = FileTrouble.describe(why);
        String where = folder.toAbsolutePath().toString();
        // Java has no exception of its own for a full disk: the text is the system's.
        boolean isFull = reason.contains("No space left") || reason.contains("quota exceeded");
        return isFull
                ? "the agent's folder " + where + " is full: there is no room for " + what + " (" + reason + ")"
                : what + " can not be written to the agent's folder " + where + ": " + reason;
    }
}
