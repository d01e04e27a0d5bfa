import org.jspecify.annotations.NullMarked;

/// The same executor on many machines.
@NullMarked
@SuppressWarnings("requires-automatic") // JGroups is no module of its own yet; it has a stable name
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
}
