/// Startup caches of workers on disk: where they are, whether they may be used, how they are put there.
package concurrent.futures.internal.process.launch.cache;
