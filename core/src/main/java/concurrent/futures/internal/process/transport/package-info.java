/// Moves frames between two processes, through rings in shared memory with pipes or sockets to wake up with, and never
/// looks inside one; and the page that both of them see, on which a task that was sent is begun or taken back.
package concurrent.futures.internal.process.transport;
