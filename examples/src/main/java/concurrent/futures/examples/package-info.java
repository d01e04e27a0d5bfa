/// One small program per file: each shows one thing that the library does, runs alone, and is quoted by the docs.
@NullMarked
package concurrent.futures.examples;

import org.jspecify.annotations.NullMarked;
