/// The one future of all executors, its state table, and waiting for many.
package concurrent.futures.internal;
