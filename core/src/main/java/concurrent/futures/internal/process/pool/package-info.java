/// The parent's side of a process pool: hands out tasks, takes results, heals.
package concurrent.futures.internal.process.pool;
