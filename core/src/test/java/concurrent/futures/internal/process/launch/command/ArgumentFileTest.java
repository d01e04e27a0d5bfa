package concurrent.futures.internal.process.launch.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentFileTest {
    @TempDir
    private Path directory;

    @Test
    void eachArgumentArrivesAsItWasWhateverItContains() throws Exception {
        List<String> arguments = List.of(
                "plain",
                "",
                "with space",
                "  spaces around  ",
                "C:\\Program Files\\x",
                "ends in \\",
                "\\\\server\\share\\",
                "a \"quoted\" word",
                "it's",
                "#no comment",
                "a#b",
                "@file",
                "two\nlines",
                "tab\tand\fform feed",
                "carriage\rreturn",
                "*",
                "$HOME %PATH% `x`",
                "-Dx=y z",
                "x".repeat(200_000));
        assertEquals(arguments, throughJava(arguments));
    }

    @Test
    void umlautsArriveWhereThePlatformCanWriteThem() throws Exception {
        String text = "Grüße, 世界 😀";
        if (ArgumentFile.platformCharset().newEncoder().canEncode(text)) {
            assertEquals(List.of(text), throughJava(List.of(text)));
        } else {
            assertEquals(1, throughJava(List.of(text)).size());
        }
    }

    private List<String> throughJava(List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Echo.class.getName()));
        all.addAll(arguments);
        Path file = directory.resolve("args");
        ArgumentFile.write(file, all);
        Process process = new ProcessBuilder(ParentJvm.javaProgram(null).toString(), "@" + file)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        List<String> received = new ArrayList<>(List.of(output.split("\0", -1)));
        received.removeLast();
        return received;
    }

    /// Prints its arguments, with a zero behind each.
    static final class Echo {
        private Echo() {}

        public static void main(String[] args) {
            for (String arg : args) {
                System.out.print(arg + "\0");
            }
            System.out.flush();
        }
    }
}
