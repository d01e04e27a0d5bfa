package concurrent.futures.internal.shipping;

import java.util.List;

/// The resources of one name that a class loader has, and the application has not.
///
/// @param first whether they come before those of the application
/// @param contents of each, in the loader's order
/// @param complete whether the loader has answered; otherwise it is worth asking again
public record FoundResources(boolean first, List<byte[]> contents, boolean complete) {
    /// The loader did not answer.
    ///
    /// @return nothing
    public static FoundResources unavailable() {
        return new FoundResources(/* first= */ false, List.of(), /* complete= */ false);
    }
}
