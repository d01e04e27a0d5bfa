package concurrent.futures.internal.process.launch.command;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes an `@argfile` for the `java` launcher, so that a command line may be of any length.
public final class ArgumentFile {
    private ArgumentFile() {}

    /// Writes the arguments, one a line, each in quotes.
    ///
    /// @param file to be made
    /// @param arguments as the launcher is to see them
    /// @throws IOException if the file can not be written
    static void write(Path file, List<String> arguments) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String argument : arguments) {
            quote(argument, text);
            text.append('\n');
        }
        // The launcher hands the bytes on as they are, and the JVM decodes them as it does its command line.
        Files.write(file, text.toString().getBytes(platformCharset()));
    }

    /// Quotes an argument: in double quotes nothing but the backslash, the quote and the ends of lines is special.
    ///
    /// @param argument of any characters
    /// @param to what it is appended to
    static void quote(String argument, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '"' -> to.append("\\\"");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                case '\f' -> to.append("\\f");
                default -> to.append(c);
            }
        }
        to.append('"');
    }

    /// The encoding of paths and command lines.
    public static Charset platformCharset() {
        String name = System.getProperty("sun.jnu.encoding");
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }
}
