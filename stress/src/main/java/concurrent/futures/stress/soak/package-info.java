/// One pool under fire: who submits, who makes trouble, and what is left when it is over.
@NullMarked
package concurrent.futures.stress.soak;

import org.jspecify.annotations.NullMarked;
