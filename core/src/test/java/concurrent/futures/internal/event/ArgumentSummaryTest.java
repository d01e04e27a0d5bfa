package concurrent.futures.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.TaskOptions;
import concurrent.futures.spi.TaskBody;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentSummaryTest {
    private static final TaskOptions ASKED = TaskOptions.defaults().withArgumentSummary();

    private static String of(Object argument) {
        String summary = new TaskBody.Apply<>(x -> x, argument).argumentSummary(ASKED);
        return bounded(summary);
    }

    private static String bounded(String text) {
        assertNotNull(text);
        assertTrue(text.length() <= 210, text);
        return text;
    }

    @Test
    void whatContainsItselfComesToAnEnd() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertTrue(of(list).startsWith("[[[["));
        Map<Object, Object> map = new HashMap<>();
        map.put("self", map);
        assertTrue(of(map).startsWith("{self={self="));
        Object[] array = new Object[1];
        array[0] = array;
        assertTrue(of(array).startsWith("[[[["));
    }

    @Test
    void aCollectionOfTheUsersSaysItself() {
        List<Integer> endless = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                return index;
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }

            @Override
            public String toString() {
                return "all numbers";
            }
        };
        assertEquals("all numbers", of(endless));
        assertTrue(of(Collections.unmodifiableList(endless)).startsWith("[0, 1, 2, 3"));
    }

    @Test
    void whatSaysNothingIsNull() {
        assertEquals("null", of(new Object() {
            @Override
            @SuppressWarnings("ToStringReturnsNull") // what it must not do is what is tested
            public String toString() {
                return null;
            }
        }));
    }

    @Test
    void aTaskThatSaysNothingIsNotToldOf() {
        Runnable lambda = () -> {};
        assertNull(new TaskBody.Run<>(lambda, 1).argumentSummary(ASKED));
        assertNull(new TaskBody.Call<>(() -> 1).argumentSummary(ASKED));
    }

    @Test
    void whereMemoryRunsOutATextIsThereAllTheSame() {
        assertEquals("(no memory for toString())", of(new Object() {
            @Override
            public String toString() {
                throw new OutOfMemoryError("none for you");
            }
        }));
    }

    @Test
    void aGivenTextIsBoundedAndPrintable() {
        TaskOptions given = ASKED.withArguments("a\n" + "x".repeat(1000));
        String text = bounded(new TaskBody.Apply<>(x -> x, 1).argumentSummary(given));
        assertTrue(text.startsWith("a?xx") && text.endsWith("x…"), text);
    }
}
