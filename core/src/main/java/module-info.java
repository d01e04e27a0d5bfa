import org.jspecify.annotations.NullMarked;

/// One executor API over threads and worker processes, after Python's `concurrent.futures`.
@NullMarked
@SuppressWarnings("module") // the cluster is built on this module, and is not there when this one is compiled
module concurrent.futures {
    requires static org.jspecify;
    // Where it is there, workers outlive Ctrl-C by it.
    requires static jdk.unsupported;
    requires static java.logging;
    // Where it is there, executors can be recorded by it.
    requires static jdk.jfr;
    requires java.management;
    requires jdk.management;

    // Draws how far work has come.
    uses concurrent.futures.spi.ProgressDisplay;

    exports concurrent.futures;
    exports concurrent.futures.event;
    exports concurrent.futures.spi;
    exports concurrent.futures.internal.process.logging to
            java.logging;

    // The cluster uses the same codec, class shipping and bookkeeping.
    exports concurrent.futures.internal to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.event to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.future to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.life to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.process.launch to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.process.pool.nested to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.process.worker.nested to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.shipping to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.wire to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.wire.dictionary to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.wire.throwables to
            concurrent.futures.cluster;
    exports concurrent.futures.internal.wire.values to
            concurrent.futures.cluster;
}
