/// An engine for tests: all members are in one JVM, and a test may kill, freeze, delay and part them.
@org.jspecify.annotations.NullMarked
package concurrent.futures.cluster.internal.engine.memory;
