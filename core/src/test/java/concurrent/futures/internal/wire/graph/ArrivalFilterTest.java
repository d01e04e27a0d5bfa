package concurrent.futures.internal.wire.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an application does not want to deserialise, it does not want from a graph either.
class ArrivalFilterTest {
    private record Part(int number, @Nullable Object more) implements Serializable {
        private static int made;

        private Part {
            made++;
        }
    }

    private static final Object VALUE = new ArrayList<>(List.of(
            new Part(1, new HashMap<>(Map.of("a", DayOfWeek.FRIDAY))), new Part[0], new UUID(1, 2), 5, new int[20]));

    private static @Nullable Object send(Object value, String filter) throws IOException, ClassNotFoundException {
        LoaderTable loaders = new LoaderTable();
        Dictionary dictionary = new Dictionary(loaders);
        GraphWriter writer = new GraphWriter(dictionary, new GraphWriter.Shapes());
        assertTrue(writer.write(value));
        DictionaryReplica replica = new DictionaryReplica(loaders);
        replica.accept(dictionary.definitions(0, writer.requiredDefinitions()));
        return new GraphReader(
                        replica,
                        new GraphReader.Makers(),
                        Body.join(writer.toBody()),
                        0,
                        Body.apart(writer.toBody()),
                        ObjectInputFilter.Config.createFilter(filter))
                .read();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!concurrent.futures.**",
                "!java.util.ArrayList",
                "!java.util.HashMap",
                "!java.util.UUID",
                "!java.lang.Integer",
                "!java.time.*",
                "maxarray=10",
                "maxdepth=1",
                "maxrefs=3",
                "maxbytes=20"
            })
    void whatAFilterRejectsIsRefused(String filter) {
        InvalidClassException failure = assertThrows(InvalidClassException.class, () -> send(VALUE, filter));
        assertTrue(String.valueOf(failure.getMessage()).contains("filter status: REJECTED"), failure.getMessage());
    }

    @Test
    void whatItAllowsArrives() throws IOException, ClassNotFoundException {
        Object value = new ArrayList<>(List.of(new Part(1, Map.of("a", DayOfWeek.FRIDAY)), 5));
        assertEquals(value, send(value, "concurrent.futures.**;java.base/*;!*"));
    }

    @Test
    void nothingIsMadeOfAClassThatIsRefused() throws IOException, ClassNotFoundException {
        Part part = new Part(1, null);
        int made = Part.made;
        assertThrows(InvalidClassException.class, () -> send(part, "!concurrent.futures.**"));
        assertEquals(made, Part.made);
        send(part, "maxbytes=1000");
        assertEquals(made + 1, Part.made);
    }
}
