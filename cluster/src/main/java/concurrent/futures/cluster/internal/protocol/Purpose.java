package concurrent.futures.cluster.internal.protocol;

import concurrent.futures.cluster.internal.engine.LargeId;

/// What large values are: the purpose in their [LargeId].
public enum Purpose {
    /// A task, from a driver.
    TASK(1),
    /// What came of a task, from an agent.
    OUTCOME(2),
    /// A jar of the class path, from a driver.
    JAR(3),
    /// A value that many tasks use, from a driver.
    SHARED(4);

    private final int code;

    Purpose(int code) {
        this.code = code;
    }

    /// The name of one value.
    ///
    /// @param number unique for the sender and the purpose
    /// @return its name
    public LargeId id(long number) {
        return new LargeId(code, number);
    }

    /// Whether a value is one of these.
    ///
    /// @param id of the value
    /// @return whether it is
    public boolean isOf(LargeId id) {
        return id.purpose() == code;
    }
}
