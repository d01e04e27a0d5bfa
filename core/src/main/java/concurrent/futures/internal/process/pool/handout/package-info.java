/// Which worker gets which task: all that a pool knows of its tasks and workers, under its lock.
package concurrent.futures.internal.process.pool.handout;
