/// The `futures` command: where it begins, and what its subcommands are; each of these has a package of its own below.
@NullMarked
package concurrent.futures.cli;

import org.jspecify.annotations.NullMarked;
