/// Who accompanies a worker: starts it, listens to it, and buries it.
package concurrent.futures.internal.process.pool.listening;
