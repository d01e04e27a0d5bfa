package concurrent.futures.internal.wire.dictionary;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The class loaders that one process has used so far, each under a number: the parent's side of the numbering.
///
/// Thread-safe; a loader, which is foreign code, is never called under a lock. Loaders are kept weakly: a table never
/// keeps one alive. Those that are gone are taken out when the next new one is numbered. A number is never given again.
public final class LoaderTable implements LoaderNumbers, ClassResolver {
    private final ClassLoader application;
    private final Consumer<List<Integer>> gone;
    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final AtomicInteger last = new AtomicInteger(APPLICATION);
    private final Map<Object, Numbered> numbers = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<Integer, Numbered> loaders = new ConcurrentSkipListMap<>();

    /// A table whose number 0 is the loader of this library, together with the system class loader.
    public LoaderTable() {
        this(numbers -> {});
    }

    /// Likewise.
    ///
    /// @param gone is told the numbers of loaders that are no more, in the thread that has a new one numbered
    public LoaderTable(Consumer<List<Integer>> gone) {
        ClassLoader own = LoaderTable.class.getClassLoader();
        this.application = own == null ? ClassLoader.getSystemClassLoader() : own;
        this.gone = gone;
    }

    @Override
    public int numberOf(@Nullable ClassLoader loader) {
        if (loader == null
                || loader == application
                || loader == ClassLoader.getSystemClassLoader()
                || loader == ClassLoader.getPlatformClassLoader()) {
            return APPLICATION;
        }
        Numbered known = numbers.get(new Same(loader));
        return known != null ? known.number : add(loader);
    }

    private int add(ClassLoader loader) {
        forgetCollected();
        Numbered added = new Numbered(loader, last.incrementAndGet(), collected);
        loaders.put(added.number, added);
        Numbered before = numbers.putIfAbsent(added, added);
        if (before == null) {
            return added.number;
        }
        loaders.remove(added.number);
        return before.number;
    }

    private void forgetCollected() {
        List<Integer> forgotten = new ArrayList<>();
        for (Reference<?> dead = collected.poll(); dead != null; dead = collected.poll()) {
            if (dead instanceof Numbered numbered && numbers.remove(numbered, numbered)) {
                loaders.remove(numbered.number);
                forgotten.add(numbered.number);
            }
        }
        if (!forgotten.isEmpty()) {
            gone.accept(forgotten);
        }
    }

    /// Returns the loader of a number; `null` if the number was never given, or its loader is gone.
    public @Nullable ClassLoader loader(int number) {
        if (number == APPLICATION) {
            return application;
        }
        Numbered known = loaders.get(number);
        return known == null ? null : known.get();
    }

    /// How many class loaders besides the application's are in the table.
    public int size() {
        return loaders.size();
    }

    @Override
    public Class<?> resolve(int number, String name) throws ClassNotFoundException {
        if (number != APPLICATION) {
            ClassLoader loader = loader(number);
            if (loader == null) {
                throw new ClassNotFoundException(name + ": its class loader, number " + number + ", no longer exists");
            }
            return Class.forName(name, false, loader);
        }
        try {
            return Class.forName(name, false, application);
        } catch (ClassNotFoundException notInApplication) {
            return fromAnyLoader(name, notInApplication);
        }
    }

    /// A worker may have found on its class path what was loaded here by a loader of its own: the latest wins.
    private Class<?> fromAnyLoader(String name, ClassNotFoundException notInApplication) throws ClassNotFoundException {
        List<ClassLoader> candidates = new ArrayList<>(List.of(ClassLoader.getSystemClassLoader()));
        for (Numbered numbered : loaders.descendingMap().values()) {
            ClassLoader loader = numbered.get();
            if (loader != null) {
                candidates.add(loader);
            }
        }
        for (ClassLoader loader : candidates) {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                notInApplication.addSuppressed(e);
            }
        }
        throw notInApplication;
    }

    /// A key that is equal to another one of the same loader, however that compares itself.
    private static final class Numbered extends WeakReference<ClassLoader> {
        private final int number;
        private final int hash;

        Numbered(ClassLoader loader, int number, ReferenceQueue<ClassLoader> queue) {
            super(loader, queue);
            this.number = number;
            this.hash = System.identityHashCode(loader);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Numbered numbered && sameAs(numbered.get()))
                    || (other instanceof Same same && sameAs(same.loader));
        }

        private boolean sameAs(@Nullable ClassLoader loader) {
            return loader != null && refersTo(loader);
        }
    }

    /// What a loader is looked up by.
    private record Same(ClassLoader loader) {
        @Override
        public int hashCode() {
            return System.identityHashCode(loader);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Numbered numbered
                    ? numbered.sameAs(loader)
                    : other instanceof Same same && same.loader == loader;
        }
    }
}
