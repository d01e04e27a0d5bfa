package concurrent.futures.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The child processes that this JVM has started since this was made, and that live. Other tests share agents, which
/// stay.
public final class NewProcesses {
    private final Set<ProcessHandle> before =
            ProcessHandle.current().children().collect(Collectors.toUnmodifiableSet());

    /// Those there are.
    public List<ProcessHandle> now() {
        return ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .toList();
    }

    /// Fails if there are any.
    public void assertNone() {
        assertEquals(List.of(), now(), "processes are left");
    }
}
