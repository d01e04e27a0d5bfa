/// Finds out how a worker died and why, from its exit code, its last words, its crash report and the kernel.
package concurrent.futures.internal.process.launch.death;
