/// Starts worker processes and keeps watch over each, with a private directory for every pool.
///
/// [Launcher] makes the command line from the parent's own JVM and starts a [WorkerProcess], whose output is forwarded;
/// when that has ended, its [Death][concurrent.futures.internal.process.launch.death.Death] says why.
package concurrent.futures.internal.process.launch;
