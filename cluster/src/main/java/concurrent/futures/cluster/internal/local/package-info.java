/// Agents on the driver's own machine.
package concurrent.futures.cluster.internal.local;
