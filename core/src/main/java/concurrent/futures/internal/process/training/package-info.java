/// Makes a startup cache for workers: a process of its own, which runs sample tasks in a worker that is recorded.
package concurrent.futures.internal.process.training;
