/// Makes real inputs, runs every example on them, and says what each shows.
@NullMarked
package concurrent.futures.cli.demo;

import org.jspecify.annotations.NullMarked;
