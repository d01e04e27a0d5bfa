/// Starts worker processes, forwards what they print, and reads how they died.
///
/// [Launcher] makes the command line from the parent's own JVM and starts a [WorkerProcess]; when that has ended, its
/// [Death] says why.
package concurrent.futures.internal.process.launch;
