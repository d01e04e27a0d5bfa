package concurrent.futures.cluster.internal.engine.jgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.internal.security.LogTrap;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// What is let through of what JGroups logs by the JDK's logging. In these tests it logs by SLF4J, so its lines are
/// played.
class LogsTest {
    private static final int MANY = 200;

    @Test
    void strangersOfAKindAreToldOnceAndOthersASecondLater() {
        List<Logger> held = Logs.quieten();
        Logger wires = Logger.getLogger(Wires.class.getName());
        assertTrue(held.contains(wires));
        try (LogTrap log = new LogTrap(wires.getName())) {
            for (int i = 0; i < MANY; i++) {
                int port = 40_000 + i;
                wires.warning("JGRP000006: 127.0.0.1:21770: failed accepting connection from peer Socket[addr=/10.1.2."
                        + i + ",port=" + port + ",localport=21770]: java.io.IOException: 127.0.0.1:21770:"
                        + " readPeerAddress(): cookie " + String.format("%08X", i * 77_777)
                        + " sent by /10.1.2." + i + ":" + port
                        + " does not match own cookie; terminating connection");
                wires.warning("127.0.0.1:21770: failed handling message: the length of a message (1." + i
                        + "GB) from 127.0.0.1:" + port
                        + " is bigger than the max accepted length (1.05MB): discarding the message");
                wires.warning("127.0.0.1:21770: Socket closed");
            }
            List<String> told = log.messages();
            assertTrue(
                    told.size() == 1 || told.size() == 2, told::toString); // The second one, if a second has gone by.
            assertTrue(told.getFirst().contains("cookie 00000000"), told::toString);
            wires.warning("something else");
            wires.warning("something else");
            assertEquals(told.size() + 2, log.messages().size());
        }
    }
}
