package concurrent.futures.dashboard.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/// Where a token is needed.
class AccessTest {
    private static String query(String address, boolean actions) throws Exception {
        return new Access(InetAddress.getByName(address), actions).query();
    }

    @Test
    void otherMachinesNeedAToken() throws Exception {
        assertTrue(query("0.0.0.0", /* actions= */ false).matches("\\?token=[\\w-]{32}"));
        assertTrue(query("192.0.2.1", /* actions= */ false).matches("\\?token=[\\w-]{32}"));
        assertNotEquals(query("192.0.2.1", /* actions= */ false), query("192.0.2.1", /* actions= */ false));
    }

    @Test
    void thisMachineNeedsOneToAct() throws Exception {
        assertEquals("", query("127.0.0.1", /* actions= */ false));
        assertEquals("", query("::1", /* actions= */ false));
        assertTrue(query("127.0.0.1", /* actions= */ true).matches("\\?token=[\\w-]{32}"));
    }
}
