package concurrent.futures.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What is wrong with an option that picocli could read.
public final class WrongOption {
    private WrongOption() {}

    /// To be thrown where a command looks at its options.
    ///
    /// @param command that has the option, as picocli has set it
    /// @param message names the option, its value, and what it should be
    /// @return ends the command with the exit code of wrong usage
    /// @throws IllegalStateException if the options belong to no command
    public static ParameterException of(@Nullable CommandSpec command, String message) {
        if (command == null) {
            throw new IllegalStateException("these options belong to no command");
        }
        return new ParameterException(command.commandLine(), message);
    }
}
