package concurrent.futures.cluster.hazelcast;

import concurrent.futures.cluster.ClusterContract;

/// The contract on agents in other processes, which Hazelcast connects.
@ClusterContract.OnEngine("hazelcast")
class HazelcastContractTest extends ClusterContract {}
