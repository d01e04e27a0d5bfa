package concurrent.futures.internal.wire;

import java.io.IOException;
import java.io.InvalidClassException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Objects that travel as a ticket, by which the other side finds what they stand for. In a graph, that takes no
/// stream.
public final class Tickets {
    private static final Map<Class<?>, Office> OFFICES = new ConcurrentHashMap<>();

    private Tickets() {}

    /// What travels.
    ///
    /// @param number of what is to be found
    /// @param size likewise
    /// @param place where to find it
    public record Ticket(long number, long size, String place) {}

    /// Issues and redeems the tickets of one class. Thread-safe.
    public interface Office {
        /// The ticket for an object. May be called several times for one that travels once.
        Ticket issue(Object object);

        /// Finds what a ticket stands for.
        ///
        /// @throws IOException if it is not there any more
        Object redeem(Ticket ticket) throws IOException;
    }

    /// Opens the office of a class: to be done by its initialiser, since without, its objects go through a stream.
    ///
    /// @param type a final class
    public static void open(Class<?> type, Office office) {
        OFFICES.put(type, office);
    }

    /// The office of a class that is initialised; `null` if it has none.
    public static @Nullable Office known(Class<?> type) {
        return OFFICES.get(type);
    }

    /// The office of any class.
    ///
    /// @throws InvalidClassException if it has none
    public static Office of(Class<?> type) throws InvalidClassException {
        Office known = OFFICES.get(type);
        if (known == null) {
            initialize(type);
            known = OFFICES.get(type);
        }
        if (known == null) {
            throw new InvalidClassException(type.getName(), "its objects do not travel as tickets");
        }
        return known;
    }

    private static void initialize(Class<?> type) {
        try {
            Class.forName(type.getName(), /* initialize= */ true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(type + " is there", e);
        }
    }
}
