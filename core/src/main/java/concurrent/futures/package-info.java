/// Parallel work behind one interface: executors take tasks and hand back futures, on threads, virtual threads and
/// worker processes alike.
package concurrent.futures;
