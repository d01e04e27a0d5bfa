package concurrent.futures.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an agent says when it starts.
class AgentCommandTest {
    private static final String OPTION = "-XX:+ExitOnOutOfMemoryError";

    @TempDir
    Path folder;

    @Test
    void anAgentThatWouldGoOnWithoutMemoryWarns() throws Exception {
        try (AgentProcess agent = agent()) {
            agent.await(OPTION);
            agent.await("is a member");
            assertEquals(0, agent.end(), agent::said);
        }
    }

    @Test
    void oneThatWouldEndDoesNot() throws Exception {
        try (AgentProcess agent = agent(OPTION)) {
            agent.await("is a member");
            assertEquals(0, agent.end(), agent::said);
            assertFalse(agent.said().contains(OPTION), agent::said);
        }
    }

    private AgentProcess agent(String... options) throws Exception {
        return new AgentProcess(folder, "cluster agent --slots 1 --port 0 --jars jars --folder .", options);
    }
}
