/// The programs that are run by hand: what they measure is in the packages below.
@NullMarked
package concurrent.futures.stress;

import org.jspecify.annotations.NullMarked;
