package concurrent.futures.cluster.internal.scheduling;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// The promises of the API hold whatever agents do. More seeds, agents and tasks by
/// `-Dconcurrent.futures.cluster.simulation.seeds=1000`, and so on.
class SchedulerSimulationTest {
    private static final int SEEDS = Integer.getInteger("concurrent.futures.cluster.simulation.seeds", 40);
    private static final int MANY_AGENTS = Integer.getInteger("concurrent.futures.cluster.simulation.agents", 10_000);
    private static final int MANY_TASKS = Integer.getInteger("concurrent.futures.cluster.simulation.tasks", 300_000);
    private static final long MILLIS = 1_000_000;

    @Test
    void allTasksEndOnceWithAFewAgents() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            int limit = seed % 3 == 0 ? 5 : Integer.MAX_VALUE;
            play(new Simulation(seed, limit, /* nests= */ false), (int) (seed % 5) + 1, 3000, 40);
        }
    }

    @Test
    void tasksThatWaitForOthersEndToo() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            int limit = seed % 3 == 0 ? 1 + (int) (seed % 2) : Integer.MAX_VALUE;
            play(new Simulation(seed, limit, /* nests= */ true), (int) (seed % 5) + 1, 2000, 40);
        }
    }

    @Test
    void allTasksEndOnceWithThousandsOfAgents() {
        play(new Simulation(7, Integer.MAX_VALUE, /* nests= */ false), MANY_AGENTS, MANY_TASKS, MANY_AGENTS / 10);
    }

    private static void play(Simulation world, int agents, int tasks, int troubles) {
        for (int i = 0; i < agents; i++) {
            world.join(1 + world.random.nextInt(4), labels(world));
        }
        int perRound = Math.max(1, tasks / 100);
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < perRound; i++) {
                int lot = world.random.nextInt(100);
                world.submit(lot < 5 ? "gpu" : lot < 8 ? "big" : null);
                if (lot < 10) {
                    world.revokeOne();
                } else if (lot < 15) {
                    world.stopOne();
                }
            }
            for (int i = 0; i < Math.max(1, troubles / 100); i++) {
                if (world.random.nextInt(100) < troubles) {
                    trouble(world);
                }
            }
            world.run(world.random.nextLong(100 * MILLIS));
        }
        // From here on nothing goes wrong, and there is an agent for every task.
        world.join(4, Set.of("gpu", "big"));
        world.run(0);
        world.checkEnd();
    }

    private static Set<String> labels(Simulation world) {
        return switch (world.random.nextInt(10)) {
            case 0 -> Set.of("gpu");
            case 1 -> Set.of("gpu", "big");
            default -> Set.of();
        };
    }

    private static void trouble(Simulation world) {
        switch (world.random.nextInt(5)) {
            case 0 -> world.join(1 + world.random.nextInt(4), labels(world));
            case 1 -> {
                if (world.present() > 0) {
                    world.kill();
                }
            }
            case 2 -> {
                if (world.present() > 0) {
                    world.freeze();
                }
            }
            case 3 -> {
                if (world.present() > 0) {
                    world.drain();
                }
            }
            default -> {
                if (world.present() > 0) {
                    world.lie();
                }
            }
        }
    }
}
