package concurrent.futures.wrong;

import concurrent.futures.Results;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// The results of a map, with a wrong iterator.
record WrongResults<R>(Results<R> sound, Iterator<R> wrong) implements Results<R> {
    /// The last result comes first.
    static <R> Results<R> reversed(Results<R> sound) {
        List<R> all = new ArrayList<>(sound.toList());
        return new WrongResults<>(sound, all.reversed().iterator());
    }

    /// After a failing element there are no more.
    static <R> Results<R> endingAtAFailure(Results<R> sound) {
        Iterator<R> iterator = sound.iterator();
        return new WrongResults<>(sound, new Iterator<>() {
            private boolean failed;

            @Override
            public boolean hasNext() {
                return !failed && iterator.hasNext();
            }

            @Override
            public R next() {
                try {
                    return iterator.next();
                } catch (RuntimeException e) {
                    failed = true;
                    throw e;
                }
            }
        });
    }

    @Override
    public Iterator<R> iterator() {
        return wrong;
    }

    @Override
    public Stream<R> stream() {
        return toList().stream();
    }

    @Override
    public List<R> toList() {
        List<R> all = new ArrayList<>();
        wrong.forEachRemaining(all::add);
        return all;
    }

    @Override
    public Results<R> withProgress(String name) {
        return new WrongResults<>(sound.withProgress(name), wrong);
    }

    @Override
    public Results<R> withProgress(String name, long total) {
        return new WrongResults<>(sound.withProgress(name, total), wrong);
    }

    @Override
    public void close() {
        sound.close();
    }
}
