package concurrent.futures.internal.process.transport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where a worker finds its parent: at named pipes, or, where the parent has none, at a listening socket.
///
/// Pipes take a JVM that starts much less: whatever opens a Unix domain socket first has the JDK search for a provider,
/// and prepare random numbers, which takes some 20 ms. See decision 30.
///
/// @param path of the socket, or what the names of the pipes begin with
/// @param isPipes which of the two it is
public record Address(Path path, boolean isPipes) {
    /// What the names of a connection's pipes end in.
    public static final List<String> PIPES = List.of("a", "r", "t", "i", "b");

    /// The names of the pipes.
    ///
    /// @return as many as [#PIPES]
    List<String> pipes() {
        List<String> names = new ArrayList<>();
        for (String end : PIPES) {
            names.add(path + end);
        }
        return names;
    }
}
