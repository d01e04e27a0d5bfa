/// The command line of a worker: its Java, the options and surroundings that it takes over, its heap, and where its
/// classes are.
package concurrent.futures.internal.process.launch.command;
