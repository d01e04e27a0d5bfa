package concurrent.futures.cli.hash;

import concurrent.futures.cli.session.FileName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The files of the arguments, and of the directories among them the regular files below: for each argument the lines
/// of `find -H PATH -type f | LC_ALL=C sort`, without holding more than one directory of each level.
///
/// Whole paths in the order of their bytes come out of a walk that sorts each directory, if a directory counts as its
/// name with a slash behind.
final class FileTree implements Iterable<FileName> {
    private final List<FileName> arguments;
    private final BiConsumer<FileName, IOException> onUnreadable;

    /// Makes a walk.
    ///
    /// @param arguments where to look
    /// @param onUnreadable told of each directory that can not be listed
    FileTree(List<FileName> arguments, BiConsumer<FileName, IOException> onUnreadable) {
        this.arguments = arguments;
        this.onUnreadable = onUnreadable;
    }

    @Override
    public Iterator<FileName> iterator() {
        return new Walk();
    }

    /// What is found in a directory.
    ///
    /// @param name the whole name
    /// @param key what it is sorted by
    /// @param directory whether the walk goes on below it
    private record Entry(FileName name, FileName key, boolean directory) {}

    private final class Walk implements Iterator<FileName> {
        /// What is left of the arguments and of each directory on the way down, the innermost first.
        private final Deque<Iterator<Entry>> levels = new ArrayDeque<>();

        private @Nullable FileName next;

        Walk() {
            levels.push(arguments.stream().map(this::argument).iterator());
        }

        /// An argument is followed where it is a link; what is missing is left to who wants to read it.
        private Entry argument(FileName name) {
            return new Entry(name, name, Files.isDirectory(name.path()) && !name.is(""));
        }

        @Override
        public boolean hasNext() {
            while (next == null && !levels.isEmpty()) {
                if (!levels.element().hasNext()) {
                    levels.pop();
                    continue;
                }
                Entry entry = levels.element().next();
                if (entry.directory()) {
                    levels.push(list(entry.name()).iterator());
                } else {
                    next = entry.name();
                }
            }
            return next != null;
        }

        @Override
        public FileName next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("no more files");
            }
            FileName found = next;
            next = null;
            return found;
        }

        private List<Entry> list(FileName directory) {
            List<Entry> entries = new ArrayList<>();
            try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory.path())) {
                for (Path path : paths) {
                    add(directory, path, entries);
                }
            } catch (DirectoryIteratorException e) {
                onUnreadable.accept(directory, e.getCause());
            } catch (IOException e) {
                onUnreadable.accept(directory, e);
            }
            entries.sort((a, b) -> a.key().compareTo(b.key()));
            return Collections.unmodifiableList(entries);
        }

        private void add(FileName directory, Path path, List<Entry> entries) {
            FileName own = FileName.lastOf(path);
            FileName name = directory.child(own);
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isDirectory()) {
                    entries.add(new Entry(name, own.child(FileName.of("")), true));
                } else if (attributes.isRegularFile()) {
                    entries.add(new Entry(name, own, false));
                }
            } catch (IOException e) {
                onUnreadable.accept(name, e);
            }
        }
    }
}
