package concurrent.futures.internal.process.worker;

/// Nobody is there to take an answer. The process is about to be ended by the one who listens to the parent.
final class ParentGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ParentGoneException(Throwable cause) {
        super("the parent is gone", cause);
    }
}
