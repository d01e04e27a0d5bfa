/// Moves frames between two processes, over a Unix domain socket, and never looks inside one; and the page that both
/// of them see, on which a task that was sent is begun or taken back.
package concurrent.futures.internal.process.transport;
