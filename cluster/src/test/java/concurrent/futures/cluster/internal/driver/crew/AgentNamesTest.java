package concurrent.futures.cluster.internal.driver.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Message;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AgentNamesTest {
    private final AgentNames names = new AgentNames();

    private static Node agent(long id, String name) {
        NodeCard card = new NodeCard(NodeCard.Role.AGENT, name, 1, Set.of("gpu"), "test", Message.VERSION, 25);
        return new Node(new NodeId(new UUID(0, id)), "127.0.0.1:" + id, card);
    }

    private String nameOf(long id, String name) {
        return names.of(agent(id, name)).card().name();
    }

    @Test
    void whoHasANameForItselfKeepsIt() {
        Node north = agent(1, "north");
        assertSame(north, names.of(north));
        assertEquals("south", nameOf(2, "south"));
        assertEquals("north", nameOf(1, "north"));
    }

    @Test
    void ofThoseWithOneNameTheLaterOnesHaveNumbersAndAllElseStays() {
        assertEquals("north", nameOf(1, "north"));
        assertEquals(agent(2, "north#2"), names.of(agent(2, "north")));
        assertEquals("north#3", nameOf(3, "north"));
        assertEquals("north#2", nameOf(2, "north"), "it is the same one");
    }

    @Test
    void aNumberThatSomebodyIsCalledByIsNotGivenToAnother() {
        assertEquals("north", nameOf(1, "north"));
        assertEquals("north#2", nameOf(2, "north#2"));
        assertEquals("north#3", nameOf(3, "north"));
    }

    @Test
    void whoStaysKeepsItsNumberAndWhoComesTakesWhatIsFree() {
        assertEquals("north", nameOf(1, "north"));
        assertEquals("north#2", nameOf(2, "north"));
        names.retain(Set.of(agent(2, "north").id()));
        assertEquals("north#2", nameOf(2, "north"));
        assertEquals("north", nameOf(3, "north"));
    }
}
