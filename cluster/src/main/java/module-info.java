import org.jspecify.annotations.NullMarked;

/// The same executor on many machines.
@NullMarked
@SuppressWarnings({"module", "requires-automatic"
}) // other engines are built on this; JGroups is no module of its own yet
module concurrent.futures.cluster {
    requires static org.jspecify;
    requires transitive concurrent.futures;
    requires org.jgroups;
    // As JGroups itself, which is no module and can not say so.
    requires java.logging;

    uses concurrent.futures.cluster.internal.engine.Engine;

    provides concurrent.futures.cluster.internal.engine.Engine with
            concurrent.futures.cluster.internal.engine.jgroups.JGroupsEngine;

    exports concurrent.futures.cluster;
    // Engines in modules of their own.
    exports concurrent.futures.cluster.internal.engine to
            concurrent.futures.cluster.hazelcast;
    exports concurrent.futures.cluster.internal.engine.exchange to
            concurrent.futures.cluster.hazelcast;
}
