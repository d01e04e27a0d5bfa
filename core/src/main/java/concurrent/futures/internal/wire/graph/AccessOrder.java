package concurrent.futures.internal.wire.graph;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out whether a [LinkedHashMap] is in the order in which its entries were last used. It does not tell, so a copy
/// of it is used, and looked at.
final class AccessOrder {
    private AccessOrder() {}

    /// Whether it is, or that can not be found out without calling code of its keys.
    static boolean mayBeSet(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (key != null && Kinds.of(key.getClass()) == Kinds.NONE && !(key instanceof Enum<?>)) {
                return true;
            }
        }
        @SuppressWarnings("unchecked") // nobody but this method sees the copy
        Map<@Nullable Object, @Nullable Object> copy =
                (Map<@Nullable Object, @Nullable Object>) ((LinkedHashMap<?, ?>) map).clone();
        copy.put(new Object(), null);
        Iterator<@Nullable Object> inOrder = copy.keySet().iterator();
        Object eldest = inOrder.next();
        if (copy.size() == 1) {
            copy.put(new Object(), null);
        }
        copy.get(eldest);
        return copy.keySet().iterator().next() != eldest;
    }
}
