package concurrent.futures.internal.shipping;

import org.jspecify.annotations.Nullable;

/// What a class loader means by the name of a class.
///
/// @param definer the number of the loader that has defined the class; [#NOWHERE] if there is none, or it can not be
/// had
/// @param location where its class file was, as a URL; empty if that is not known, or the class is another loader's
/// @param bytes its class file, if it was asked of the loader that has defined it
/// @param problem why it can not be had; empty if there is no such class, and not more to say
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FoundClass(int definer, String location, byte @Nullable [] bytes, String problem) {
    /// In the place of the number of the definer.
    public static final int NOWHERE = -1;

    static FoundClass nowhere() {
        return new FoundClass(NOWHERE, "", null, "");
    }

    static FoundClass of(int definer) {
        return new FoundClass(definer, "", null, "");
    }

    /// One that may be there, but can not be had.
    ///
    /// @param why a sentence
    /// @return no class
    public static FoundClass unavailable(String why) {
        return new FoundClass(NOWHERE, "", null, why);
    }
}
