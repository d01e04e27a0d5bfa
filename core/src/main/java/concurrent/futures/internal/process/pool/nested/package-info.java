/// The tasks that the tasks of a worker submit to their pool: the parent's side.
package concurrent.futures.internal.process.pool.nested;
