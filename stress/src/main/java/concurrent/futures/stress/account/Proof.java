package concurrent.futures.stress.account;

/// What a task wrote down itself, in the worker: that it has begun, returns, or throws.
///
/// @param id the task
/// @param kind what it does
/// @param worker the number of the worker in its pool
/// @param pid the process id of the worker
public record Proof(long id, Kind kind, int worker, int pid) {
    /// What a task does.
    public enum Kind {
        /// It begins.
        BEGUN(1),
        /// It is about to return its value.
        RETURNS(2),
        /// It is about to throw.
        THROWS(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /// How it is written.
        int code() {
            return code;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("there is no kind of proof " + code);
        }
    }
}
