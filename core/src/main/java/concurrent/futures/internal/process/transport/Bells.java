package concurrent.futures.internal.process.transport;

import java.util.List;

/// The bells of a [Connection], each with what it is for.
record Bells(Bell answers, Bell room, Bell idle, Bell busy) {
    List<Bell> all() {
        return List.of(answers, room, idle, busy);
    }
}
