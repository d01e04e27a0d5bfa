package concurrent.futures.internal;

import org.jspecify.annotations.Nullable;

/// How far a task has come, by its own report.
///
/// @param task the name of the task, or `null`
/// @param done what is done, at least 0
/// @param total what there is to do; 0 or negative if it is not known
public record Progress(@Nullable String task, long done, long total) {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.progress");

    /// Writes the report to the log, for those who turn on its level.
    public void log() {
        LOG.log(System.Logger.Level.DEBUG, this::toString);
    }

    /// Such as `thumbnail: 3 of 10`.
    @Override
    public String toString() {
        return (task == null ? "task" : task) + ": " + done + (total > 0 ? " of " + total : "");
    }
}
