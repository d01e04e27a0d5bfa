/// The parent's pool, as an executor for the tasks of a worker: submitting, and the futures of what was submitted.
package concurrent.futures.internal.process.worker.nested;
