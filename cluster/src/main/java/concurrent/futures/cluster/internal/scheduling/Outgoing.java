package concurrent.futures.cluster.internal.scheduling;

import java.util.List;

/// What one agent is to be told next, in this order.
///
/// @param run tasks that begin their way: they count as sent
/// @param revoke tasks that it is to give back
/// @param cancel tasks that it is to stop
/// @param <T> the type of the tasks
public record Outgoing<T extends ScheduledTask>(List<T> run, List<Long> revoke, List<Long> cancel) {
    /// Tells whether there is nothing.
    ///
    /// @return whether all is empty
    public boolean isEmpty() {
        return run.isEmpty() && revoke.isEmpty() && cancel.isEmpty();
    }
}
