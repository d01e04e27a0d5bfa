/// Other JVMs: started with the class path of this one, and spoken to.
@NullMarked
package concurrent.futures.benchmarks.child;

import org.jspecify.annotations.NullMarked;
