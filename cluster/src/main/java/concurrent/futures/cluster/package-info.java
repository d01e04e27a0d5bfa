/// An executor whose workers are on many machines.
package concurrent.futures.cluster;
