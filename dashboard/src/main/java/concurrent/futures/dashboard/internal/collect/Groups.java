package concurrent.futures.dashboard.internal.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tasks by their names. After so many names, all others are one group.
final class Groups {
    private static final int MOST = 100;
    private static final String OTHERS = "(other names)";

    private final List<Group> all = new ArrayList<>();
    private final Map<String, Group> byName = new HashMap<>();
    private @Nullable Group others;
    private @Nullable Group last;

    /// The group of a name.
    Group of(String name) {
        Group one = last;
        if (one == null || !one.name().equals(name)) {
            one = find(name);
            last = one == others ? null : one;
        }
        return one;
    }

    private Group find(String whole) {
        String name = ShownText.name(whole);
        Group known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (all.size() < MOST) {
            Group one = add(name);
            byName.put(name, one);
            return one;
        }
        if (others == null) {
            others = add(OTHERS);
        }
        return others;
    }

    private Group add(String name) {
        Group one = new Group(all.size(), name);
        all.add(one);
        return one;
    }

    /// A second is over.
    void tick() {
        all.forEach(Group::tick);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("groups");
        for (Group one : all) {
            one.write(json);
        }
        json.writeEndArray();
    }
}
