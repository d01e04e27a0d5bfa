/// An executor that runs each task in the caller's thread, at the submit; made with nothing but the library's spi.
@NullMarked
package concurrent.futures.cli.serial;

import org.jspecify.annotations.NullMarked;
