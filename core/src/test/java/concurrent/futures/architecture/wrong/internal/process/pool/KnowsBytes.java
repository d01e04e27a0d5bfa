package concurrent.futures.architecture.wrong.internal.process.pool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;

/// Reads objects, and starts a process.
public final class KnowsBytes {
    Process process(byte[] command) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(command))) {
            return new ProcessBuilder((String) in.readObject()).start();
        }
    }
}
