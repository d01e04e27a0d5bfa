import org.jspecify.annotations.NullMarked;

/// One executor API over threads and worker processes, after Python's `concurrent.futures`.
@NullMarked
module concurrent.futures {
    requires static org.jspecify;
    requires java.management;
    requires jdk.management;

    exports concurrent.futures;
    exports concurrent.futures.spi;
}
