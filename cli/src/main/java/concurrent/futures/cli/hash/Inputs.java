package concurrent.futures.cli.hash;

import concurrent.futures.cli.session.FileName;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/// The input of a map, which remembers what was read and not yet printed: so each result finds its name again.
///
/// Read and asked by the consumer's thread alone.
final class Inputs implements Iterable<FileName> {
    private final Iterable<FileName> names;
    private final Queue<FileName> underWay = new ArrayDeque<>();

    Inputs(Iterable<FileName> names) {
        this.names = names;
    }

    @Override
    public Iterator<FileName> iterator() {
        Iterator<FileName> all = names.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public FileName next() {
                FileName name = all.next();
                underWay.add(name);
                return name;
            }
        };
    }

    /// The name that belongs to the next result.
    FileName next() {
        return underWay.remove();
    }
}
