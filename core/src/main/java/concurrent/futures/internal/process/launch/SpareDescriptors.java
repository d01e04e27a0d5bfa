package concurrent.futures.internal.process.launch;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/// Starts a process only where this one may open the files that it takes.
///
/// Where it may not, the JDK fails too, but before that it closes descriptors that it has not opened (as of JDK 25:
/// it cleans up pipes that it could not make, whose numbers are what happened to be there). They may be those of any
/// file or socket of the program.
final class SpareDescriptors {
    /// Five pipes: three to the process, and two to learn whether it has come up; and what it opens itself before that.
    private static final int OF_A_START = 12;

    private static final File ANY_FILE = new File("/dev/null");

    private SpareDescriptors() {}

    /// Starts a process.
    ///
    /// @param builder says which
    /// @return the process
    /// @throws IOException if there are too few descriptors, or the system does not start it
    static Process start(ProcessBuilder builder) throws IOException {
        if (ANY_FILE.exists()) {
            open(OF_A_START);
        }
        return builder.start();
    }

    /// Opens so many files, and closes them.
    private static void open(int files) throws IOException {
        if (files > 0) {
            FileInputStream one = new FileInputStream(ANY_FILE);
            try {
                open(files - 1);
            } finally {
                one.close();
            }
        }
    }
}
