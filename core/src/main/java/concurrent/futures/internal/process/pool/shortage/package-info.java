/// Helps a pool over a time in which the parent has no memory.
package concurrent.futures.internal.process.pool.shortage;
