/// Thread pools against the JDK's, in one JVM, by JMH.
@NullMarked
package concurrent.futures.benchmarks.threads;

import org.jspecify.annotations.NullMarked;
