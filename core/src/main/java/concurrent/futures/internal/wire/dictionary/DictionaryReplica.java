package concurrent.futures.internal.wire.dictionary;

import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The decoding side's copy of a peer's [Dictionary]: takes definitions in their order.
///
/// Thread-safe: one thread may add while others decode.
public final class DictionaryReplica {
    private final ClassResolver resolver;
    /// Replaced, never shrunk; the first [#size] entries are set.
    private volatile Definition[] definitions = new Definition[16];
    private volatile int size;

    /// An empty replica, whose classes are found by `resolver`.
    public DictionaryReplica(ClassResolver resolver) {
        this.resolver = resolver;
    }

    /// Adds definitions. Those that are here already are skipped.
    ///
    /// @throws WireFormatException if definitions before these are missing, or one has no sense
    public synchronized void accept(Frame.Define define) {
        int known = size;
        if (define.firstId() < 0 || define.firstId() > known) {
            throw new WireFormatException(
                    "Definitions begin with number " + define.firstId() + ", above the limit of " + known);
        }
        List<byte[]> fresh = define.definitions()
                .subList(
                        Math.min(known - define.firstId(), define.definitions().size()),
                        define.definitions().size());
        Definition[] grown = definitions;
        if (known + fresh.size() > grown.length) {
            grown = Arrays.copyOf(grown, Math.max(grown.length * 2, known + fresh.size()));
        }
        for (byte[] definition : fresh) {
            grown[known++] = Definition.read(definition, resolver);
        }
        definitions = grown;
        size = known;
    }

    /// Drops what belongs to a class loader that is gone.
    ///
    /// @param loader its number
    public synchronized void forget(int loader) {
        Definition[] kept = definitions.clone();
        for (int id = 0; id < size; id++) {
            if (kept[id].loader() == loader) {
                kept[id] = new Definition.Gone();
            }
        }
        definitions = kept;
    }

    /// The classes of the application in which the latest lambdas stand.
    ///
    /// @param most how many lambdas and classes to look at: the latest
    /// @return their binary names
    public Set<String> latestClasses(int most) {
        Set<String> names = new LinkedHashSet<>();
        int known = size;
        for (int id = Math.max(0, known - most); id < known; id++) {
            if (at(id) instanceof Definition.OfLambda lambda && lambda.loader() == LoaderNumbers.APPLICATION) {
                names.add(lambda.shape().capturingClass().replace('/', '.'));
            }
        }
        return names;
    }

    /// How many definitions are here.
    public int size() {
        return size;
    }

    /// What finds the classes.
    public ClassResolver resolver() {
        return resolver;
    }

    /// The class descriptor of a number.
    ///
    /// @throws WireFormatException if there is none
    public Definition.OfClass classAt(int id) {
        if (at(id) instanceof Definition.OfClass found) {
            return found;
        }
        throw new WireFormatException("Definition " + id + " is not one of a class");
    }

    /// The lambda of a number.
    ///
    /// @throws WireFormatException if there is none
    public Definition.OfLambda lambdaAt(int id) {
        if (at(id) instanceof Definition.OfLambda found) {
            return found;
        }
        throw new WireFormatException("Definition " + id + " is not one of a lambda");
    }

    private Definition at(int id) {
        int known = size;
        if (id < 0 || id >= known) {
            throw new WireFormatException("Definition " + id + " is above the limit: " + known + " are known");
        }
        return definitions[id];
    }
}
