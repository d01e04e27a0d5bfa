/// The cluster on Hazelcast, for those who run it already, in networks that they trust: its free edition knows neither
/// encryption nor who a member is.
package concurrent.futures.cluster.hazelcast;
