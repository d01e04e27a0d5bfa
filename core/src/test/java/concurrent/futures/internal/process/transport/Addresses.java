package concurrent.futures.internal.process.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Places for a parent and a worker to meet at.
public final class Addresses {
    private Addresses() {}

    /// A socket that does not exist yet.
    ///
    /// @param folder where
    /// @return its address
    public static Address ofSocket(Path folder) {
        return new Address(folder.resolve("s"), false);
    }

    /// New named pipes.
    ///
    /// @param folder where
    /// @return their address
    public static Address ofPipes(Path folder) throws Exception {
        Address address = new Address(folder.resolve("p"), true);
        List<String> command = new ArrayList<>(List.of("mkfifo"));
        command.addAll(address.pipes());
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
        return address;
    }
}
