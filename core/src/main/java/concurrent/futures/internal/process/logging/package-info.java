/// Takes what tasks log in a worker to the loggers of the parent. Only what is named after `java.util.logging` needs
/// the module `java.logging`, which may be missing.
package concurrent.futures.internal.process.logging;
