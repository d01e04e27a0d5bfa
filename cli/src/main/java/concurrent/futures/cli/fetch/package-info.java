/// Fetches pages, and prints a line for each.
@NullMarked
package concurrent.futures.cli.fetch;

import org.jspecify.annotations.NullMarked;
