package concurrent.futures.internal.shipping;

import org.jspecify.annotations.Nullable;

/// Where classes and resources are asked for that are missing here.
@FunctionalInterface
public interface ClassSource {
    /// Fetches a class file or another resource. Blocks, and is not ended by an interrupt: a class whose loading was
    /// interrupted would be missing for good.
    ///
    /// @param loader the number of the class loader that is to know it
    /// @param name the resource's name, such as `com/acme/Job.class`
    /// @return its bytes, or `null` if there is no such thing
    byte @Nullable [] fetch(int loader, String name);
}
