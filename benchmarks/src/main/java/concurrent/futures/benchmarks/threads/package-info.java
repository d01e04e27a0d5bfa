/// Thread pools against the JDK's, in one JVM, by JMH. In each benchmark there are two methods: ours, and the JDK's
/// way.
@NullMarked
package concurrent.futures.benchmarks.threads;

import org.jspecify.annotations.NullMarked;
