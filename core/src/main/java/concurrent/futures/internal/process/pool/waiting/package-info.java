/// What waits for a worker: where it is left by those who submit, and in which order it is handed out.
package concurrent.futures.internal.process.pool.waiting;
