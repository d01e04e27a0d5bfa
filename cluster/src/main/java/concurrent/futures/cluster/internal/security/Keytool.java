package concurrent.futures.cluster.internal.security;

import concurrent.futures.cluster.ClusterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The JDK's program for keys and certificates. It gets passwords from files, not from its command line, which others
/// could see.
///
/// @param program where it is
record Keytool(Path program) {
    static Keytool find() {
        Path home = Path.of(System.getProperty("java.home"), "bin");
        for (String name : List.of("keytool", "keytool.exe")) {
            if (Files.isExecutable(home.resolve(name))) {
                return new Keytool(home.resolve(name));
            }
        }
        throw new ClusterException("certificates are made by the JDK's keytool, which is not in " + home, null);
    }

    void run(List<String> arguments) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        // It runs for a moment.
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-J-Xmx64m"));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = process.waitFor();
            if (status != 0) {
                throw new ClusterException("keytool ended with " + status + ": " + said, null);
            }
        } catch (IOException e) {
            throw new ClusterException("keytool can not be run: " + e.getMessage(), e);
        }
    }
}
