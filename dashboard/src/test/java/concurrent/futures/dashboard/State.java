package concurrent.futures.dashboard;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What a dashboard tells, as JSON, to be looked through.
record State(Map<String, Object> all) {
    static State of(Dashboard dashboard) {
        return new State(Browserless.json(dashboard.state()));
    }

    /// Asks again and again, until something is so; the clock of the test ends it otherwise.
    static State await(Dashboard dashboard, Predicate<State> what) throws InterruptedException {
        State state = of(dashboard);
        while (!what.test(state)) {
            Thread.sleep(20); // There is nothing to wait for: a page looks again as well.
            state = of(dashboard);
        }
        return state;
    }

    @SuppressWarnings("unchecked") // it is how JSON is read
    List<Map<String, Object>> list(String name) {
        return (List<Map<String, Object>>) executor().get(name);
    }

    @SuppressWarnings("unchecked") // it is how JSON is read
    Map<String, Object> executor() {
        return ((List<Map<String, Object>>) all.get("executors")).getFirst();
    }

    @SuppressWarnings("unchecked") // it is how JSON is read
    Map<String, Object> statistics() {
        return (Map<String, Object>) executor().get("statistics");
    }

    Map<String, Object> group(String name) {
        return list("groups").stream()
                .filter(group -> group.get("name").equals(name))
                .findAny()
                .orElse(Map.of());
    }

    /// How many tasks ended in each stretch of time.
    List<Long> ended() {
        Map<?, ?> series = (Map<?, ?>) executor().get("series");
        return ((List<?>) series.get("ended"))
                .stream().map(count -> ((Number) count).longValue()).toList();
    }

    static long number(Map<String, Object> of, String name) {
        return ((Number) of.getOrDefault(name, 0)).longValue();
    }

    @SuppressWarnings("unchecked") // it is how JSON is read
    List<List<Object>> rectangles() {
        return (List<List<Object>>) executor().get("rectangles");
    }
}
