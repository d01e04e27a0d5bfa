package concurrent.futures.stress.task;

import concurrent.futures.stress.account.Ending;
import java.io.Serializable;
import java.util.List;

/// What a task returns.
///
/// @param value the value, by which its task can be told
/// @param bulk further bytes
/// @param children how the tasks that it submitted ended
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(long value, byte[] bulk, List<Child> children) implements Serializable {
    /// How a task that was submitted by another one ended.
    ///
    /// @param id its number
    /// @param ending how it ended
    public record Child(long id, Ending ending) implements Serializable {}
}
