/// The thread pools: platform threads that are reused, and a virtual thread for each task.
package concurrent.futures.internal.threads;
