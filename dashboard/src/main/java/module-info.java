import org.jspecify.annotations.NullMarked;

/// A page that shows executors while they work.
@NullMarked
module concurrent.futures.dashboard {
    requires static org.jspecify;
    requires transitive concurrent.futures;
    requires com.fasterxml.jackson.core;
    requires jdk.httpserver;

    exports concurrent.futures.dashboard;
}
