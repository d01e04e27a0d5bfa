/// The bookkeeping of a soak: what was asked, how it ended, what the tasks themselves can prove, and what does not add
/// up.
@NullMarked
package concurrent.futures.stress.account;

import org.jspecify.annotations.NullMarked;
