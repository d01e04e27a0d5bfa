package concurrent.futures.internal.event;

import concurrent.futures.TaskOptions;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.spi.EventHub;
import concurrent.futures.spi.TaskTrace;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The hub of an engine that tells nothing.
///
/// @param reason why not
public record Silence(String reason) implements EventHub {
    @Override
    public ListenerRegistration addListener(ExecutorListener listener) {
        throw new UnsupportedOperationException(reason);
    }

    @Override
    public boolean isWatched() {
        return false;
    }

    @Override
    public @Nullable TaskTrace submitted(Object code, TaskOptions options, @Nullable String arguments) {
        return null;
    }

    @Override
    public void tell(Supplier<? extends ExecutorEvent> event) {}

    @Override
    public void close() {}

    @Override
    public void awaitDelivery() {}
}
