/// Objects to bytes and back, in one JVM, by JMH.
@NullMarked
package concurrent.futures.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
