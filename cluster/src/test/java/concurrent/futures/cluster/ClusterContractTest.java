package concurrent.futures.cluster;

import concurrent.futures.cluster.internal.engine.Engines;

/// The contract on agents in other processes, which JGroups connects.
@ClusterContract.OnEngine(Engines.DEFAULT)
class ClusterContractTest extends ClusterContract {}
