/// One run of the command, seen from outside: arguments, streams, progress, failures, exit code, what an interrupt
/// undoes.
@NullMarked
package concurrent.futures.cli.session;

import org.jspecify.annotations.NullMarked;
