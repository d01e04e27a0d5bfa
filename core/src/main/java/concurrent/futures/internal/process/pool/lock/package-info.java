/// The lock of a pool, what is done once it is free, and what is done once there is memory again.
package concurrent.futures.internal.process.pool.lock;
