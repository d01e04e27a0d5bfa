import org.jspecify.annotations.NullMarked;

/// Meters of executors, for Micrometer.
@NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Micrometer has a name, but no descriptor
module concurrent.futures.micrometer {
    requires static org.jspecify;
    requires transitive concurrent.futures;
    requires transitive micrometer.core;

    exports concurrent.futures.micrometer;
}
