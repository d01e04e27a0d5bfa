/// Asks many SQLite databases the same question.
@NullMarked
package concurrent.futures.cli.query;

import org.jspecify.annotations.NullMarked;
