package concurrent.futures.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// To whom a name belongs in a registry: to whoever was bound last. Keeps neither registries nor bindings.
///
/// A few executors are bound in a program, so a list does; and it asks no registry whether it equals another one.
final class Names {
    private record Owner(WeakReference<MeterRegistry> registry, Tags tags, WeakReference<Binding> binding) {}

    private static final List<Owner> OWNERS = new ArrayList<>();

    private Names() {}

    /// Gives a name to a binding.
    ///
    /// @param registry where
    /// @param tags with the name
    /// @param to the new owner
    /// @return whose it was; `null` if it was nobody's
    static @Nullable Binding take(MeterRegistry registry, Tags tags, Binding to) {
        Binding before = null;
        synchronized (OWNERS) {
            for (Iterator<Owner> all = OWNERS.iterator(); all.hasNext(); ) {
                Owner owner = all.next();
                Binding binding = owner.binding().get();
                if (binding == null || binding == to) {
                    all.remove();
                } else if (owner.registry().refersTo(registry) && owner.tags().equals(tags)) {
                    before = binding;
                    all.remove();
                }
            }
            OWNERS.add(new Owner(new WeakReference<>(registry), tags, new WeakReference<>(to)));
        }
        return before;
    }

    /// A binding owns nothing any more.
    static void drop(Binding of) {
        synchronized (OWNERS) {
            OWNERS.removeIf(owner -> owner.binding().refersTo(of));
        }
    }
}
