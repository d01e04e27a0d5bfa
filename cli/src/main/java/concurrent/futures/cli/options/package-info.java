/// The options that all commands share, and the executor that they ask for.
@NullMarked
package concurrent.futures.cli.options;

import org.jspecify.annotations.NullMarked;
