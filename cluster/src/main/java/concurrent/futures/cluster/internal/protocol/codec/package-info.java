/// Messages and questions as bytes. Every field is bounded, and checked as it is read.
package concurrent.futures.cluster.internal.protocol.codec;
