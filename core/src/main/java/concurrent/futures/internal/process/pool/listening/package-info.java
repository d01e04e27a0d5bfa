/// Who listens to a worker while foreign code keeps the one who did.
package concurrent.futures.internal.process.pool.listening;
