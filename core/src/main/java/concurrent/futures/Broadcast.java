package concurrent.futures;

import java.io.Serializable;

/// A value that many tasks of one executor use, and that goes to each of its worker processes once, however many tasks
/// use it there: a model, a dictionary, a table.
///
/// Made by `broadcast` of a [ProcessPoolExecutor] or of a `ClusterExecutor`, which sends it to each agent once. Tasks
/// capture it, or take it as an argument; only a few bytes of it travel with them. The first task that asks for the
/// value in a worker has the parent send it, and reads it; all later ones of that worker get the same object, so they
/// should not change it.
///
/// <!-- Broadcasting.java: broadcast -->
/// ```java
/// Broadcast<PriceList> prices = executor.broadcast(PriceList.load());
/// executor.map(fruit -> fruit + ": " + prices.value().of(fruit), List.of("apple", "plum"))
///         .forEach(IO::println);
/// ```
///
/// Workers forget the value when nothing in the parent, and no task that has not ended, refers to this object any more.
///
/// @param <T> the type of the value
public interface Broadcast<T> extends Serializable {
    /// The value: in the process that made it the original, in a worker its copy of what it was when the broadcast was
    /// made.
    ///
    /// Blocks in a worker that does not have it yet, until the parent has sent it. Safe for use by many threads.
    ///
    /// @return the same object at each call in the same process
    /// @throws WaitInterruptedException if the thread is interrupted while it waits; its interrupt flag is set again
    /// @throws NotSerializableTaskException if the value can not be rebuilt in this worker
    /// @throws IllegalStateException in a worker of another executor, or where nothing in the parent refers to this
    ///     broadcast any more
    T value();
}
