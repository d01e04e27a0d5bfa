/// How much and how long: what a pool may have, what a worker is given ahead, and what an attempt at a task is held by.
package concurrent.futures.internal.process.pool.limits;
