/// Runs in the worker's JVM only: takes tasks from the parent, runs them one after the other, and answers.
package concurrent.futures.internal.process.worker;
