package concurrent.futures.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The command line's arguments, none of whose bytes is lost.
///
/// The JVM decodes arguments by the locale, and what does not fit is gone. Where the system shows a process its own
/// command line, the bytes are taken from there, and escaped as [FileName#of(String)] knows them.
public final class RawArguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private RawArguments() {}

    /// Repairs what the JVM gave to `main`.
    ///
    /// @param decoded the arguments of `main`
    /// @return the same number of arguments
    public static String[] of(String... decoded) {
        if (Arrays.stream(decoded).allMatch(RawArguments::isSurelyWhole)) {
            return decoded;
        }
        try {
            List<String> all = split(Files.readAllBytes(COMMAND_LINE));
            return all.subList(all.size() - decoded.length, all.size()).toArray(String[]::new);
        } catch (IOException e) {
            return decoded; // not such a system
        }
    }

    /// Undecodable bytes become a question mark, or something beyond ASCII.
    private static boolean isSurelyWhole(String argument) {
        return argument.chars().allMatch(c -> c < 0x80 && c != '?');
    }

    /// Each argument is ended by a zero byte.
    private static List<String> split(byte[] commandLine) {
        List<String> all = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                all.add(FileName.escape(Arrays.copyOfRange(commandLine, from, i)));
                from = i + 1;
            }
        }
        return all;
    }
}
