package concurrent.futures.internal.process.launch.command;

import java.util.List;

/// Prints what a worker would take over of the options that this JVM was started with: `read` from the command line, or
/// `asked` of the JVM; and a line `unclear` if they can not be read.
public final class OptionsProgram {
    private OptionsProgram() {}

    /// Runs.
    ///
    /// @param args ignored
    public static void main(String[] args) {
        List<String> read = StartOptions.read();
        if (read == null) {
            System.out.println("unclear ");
        } else {
            InheritedOptions.from(read).forEach(option -> System.out.println("read " + option));
        }
        InheritedOptions.from(StartOptions.ofTheJvm()).forEach(option -> System.out.println("asked " + option));
    }
}
