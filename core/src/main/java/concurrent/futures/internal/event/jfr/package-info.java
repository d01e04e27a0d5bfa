/// Flight recordings of what executors tell. Loaded only where the JVM's flight recorder is there, and not at the
/// start.
package concurrent.futures.internal.event.jfr;
