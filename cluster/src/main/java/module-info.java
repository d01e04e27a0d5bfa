import org.jspecify.annotations.NullMarked;

/// The same executor on many machines.
@NullMarked
module concurrent.futures.cluster {
    requires static org.jspecify;
    requires transitive concurrent.futures;

    exports concurrent.futures.cluster;
}
