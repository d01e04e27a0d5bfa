import org.jspecify.annotations.NullMarked;

/// The cluster on Hazelcast.
@NullMarked
@SuppressWarnings("requires-automatic") // Hazelcast is no module of its own yet; it has a stable name
module concurrent.futures.cluster.hazelcast {
    requires static org.jspecify;
    requires concurrent.futures.cluster;
    requires com.hazelcast.core;

    provides concurrent.futures.cluster.internal.engine.Engine with
            concurrent.futures.cluster.hazelcast.HazelcastEngine;
}
