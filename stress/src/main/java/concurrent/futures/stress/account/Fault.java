package concurrent.futures.stress.account;

/// Something that does not add up.
///
/// @param kind what went wrong
/// @param id the task; -1 if it is about none
/// @param text what happened
public record Fault(Kind kind, long id, String text) {
    /// What went wrong.
    public enum Kind {
        /// A future never ended, had a value without a proof, or failed with a crash that did not hit its task.
        LOST,
        /// A task ran more often than it was allowed to.
        TWICE,
        /// An outcome does not fit what was asked, or done, or proved.
        WRONG,
        /// A process, thread, descriptor, directory or memory is still there.
        LEFT
    }

    @Override
    public String toString() {
        return kind + (id < 0 ? "" : " task " + id) + ": " + text;
    }
}
