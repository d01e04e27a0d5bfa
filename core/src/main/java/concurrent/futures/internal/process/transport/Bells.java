package concurrent.futures.internal.process.transport;

import java.util.List;

/// The bells of a [Connection], each with what it is for.
///
/// @param all of them: to close them takes no memory
record Bells(Bell answers, Bell room, Bell idle, Bell busy, List<Bell> all) {
    Bells(Bell answers, Bell room, Bell idle, Bell busy) {
        this(answers, room, idle, busy, List.of(answers, room, idle, busy));
    }
}
