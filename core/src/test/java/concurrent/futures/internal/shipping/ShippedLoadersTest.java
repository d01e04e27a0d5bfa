package concurrent.futures.internal.shipping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.wire.dictionary.LoaderTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Both ends of class shipping in one JVM, without the process between them.
@Timeout(60)
class ShippedLoadersTest {
    private static final String SAMPLE = Sample.class.getName();

    /// Also there in another version, which says so.
    public static class Sample implements Supplier<String> {
        @Override
        public String get() {
            return "of the class path";
        }
    }

    @TempDir
    private Path folder;

    private final LoaderTable table = new LoaderTable();
    private final ParentLoaders parent = new ParentLoaders(table);
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final ShippedLoaders shipped =
            new ShippedLoaders(ShippedLoadersTest.class.getClassLoader(), new ClassSource() {
                @Override
                public FoundClass findClass(int loader, String name) {
                    asked.add(loader + " " + name);
                    return parent.findClass(loader, name);
                }

                @Override
                public FoundResources findResources(int loader, String name) {
                    asked.add(loader + " " + name);
                    return parent.findResources(loader, name);
                }
            });

    private Class<?> ship(Class<?> type) throws ClassNotFoundException {
        return shipped.resolve(table.numberOf(type.getClassLoader()), type.getName());
    }

    private static Object result(Class<?> type) throws ReflectiveOperationException {
        return ((Supplier<?>) type.getConstructor().newInstance()).get();
    }

    private Path ownVersionOfSample() throws Exception {
        return Compiled.to(folder.resolve("own"), List.of(), """
                package concurrent.futures.internal.shipping;
                public class ShippedLoadersTest {
                    public static class Sample implements java.util.function.Supplier<String> {
                        public String get() { return "own"; }
                    }
                    public static class User implements java.util.function.Supplier<String> {
                        public String get() { return new Sample().get(); }
                    }
                }
                """);
    }

    @Test
    void theVersionOfTheParentsLoaderWinsAlsoWhereAnotherClassRefersToIt() throws Exception {
        ClassLoader childFirst =
                new Compiled.ChildFirst(ownVersionOfSample(), getClass().getClassLoader(), true);
        assertEquals("own", result(childFirst.loadClass(SAMPLE)), "the parent's");
        assertEquals("own", result(ship(childFirst.loadClass(SAMPLE.replace("Sample", "User")))));
        Class<?> sample = ship(childFirst.loadClass(SAMPLE));
        assertEquals("own", result(sample));
        assertSame(sample, sample.getClassLoader().loadClass(SAMPLE));
    }

    @Test
    void aClassThatIsNotGivenAwayIsMissingRatherThanReplacedByAnother() throws Exception {
        ClassLoader secretive = new Compiled.ChildFirst(
                Compiled.to(folder.resolve("gen"), List.of(), "package gen; public class Made {}"),
                getClass().getClassLoader(),
                false);
        var missing = assertThrows(ClassNotFoundException.class, () -> ship(secretive.loadClass("gen.Made")));
        assertTrue(missing.getMessage().contains("generated at run time"), missing::getMessage);
        assertTrue(missing.getMessage().startsWith("gen.Made: "), missing::getMessage);
        assertTrue(missing.getMessage().contains(Compiled.ChildFirst.class.getName()), missing::getMessage);
    }

    @Test
    void classesOfOneLoaderAreTheSameForTheLoadersAboveIt() throws Exception {
        Path api = Compiled.to(folder.resolve("api"), List.of(), "package api; public class Part { public int n; }");
        Path plugin = Compiled.to(folder.resolve("plugin"), List.of(api), """
                package plugin;
                public class Plugin implements java.util.function.Supplier<Object> {
                    public Object get() { return new api.Part(); }
                }
                """);
        try (URLClassLoader lower = Compiled.loader(api, getClass().getClassLoader());
                URLClassLoader upper = Compiled.loader(plugin, lower)) {
            Class<?> part = ship(lower.loadClass("api.Part"));
            Object made = result(ship(upper.loadClass("plugin.Plugin")));
            assertSame(part, made.getClass());
            assertNotSame(lower.loadClass("api.Part"), part);
        }
    }

    @Test
    void eachNameIsAskedForOnceAlsoOneThatNobodyKnows() throws Exception {
        Path user = Compiled.to(folder.resolve("user"), List.of(), """
                package user;
                public class Asks implements java.util.function.Supplier<Object> {
                    public Object get() {
                        int missing = 0;
                        for (int i = 0; i < 3; i++) {
                            try {
                                Class.forName("user.Nobody");
                            } catch (ClassNotFoundException e) {
                                missing++;
                            }
                        }
                        return missing + " " + Asks.class.getResource("nothing.txt");
                    }
                }
                """);
        try (URLClassLoader loader = Compiled.loader(user, getClass().getClassLoader())) {
            Class<?> asks = ship(loader.loadClass("user.Asks"));
            assertEquals("3 null", result(asks));
            assertEquals("3 null", result(ship(loader.loadClass("user.Asks"))));
        }
        List<String> own = asked.stream().filter(name -> name.contains("user")).toList();
        assertEquals(List.of("1 user.Asks", "1 user.Nobody", "1 user/nothing.txt"), own);
    }

    @Test
    void aLoaderThatFailsIsAskedAgain() throws Exception {
        Path user = Compiled.to(folder.resolve("user"), List.of(), "package user; public class One {}");
        boolean[] broken = {true};
        try (URLClassLoader loader = new URLClassLoader(new URL[] {user.toUri().toURL()}) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (broken[0]) {
                    throw new IllegalStateException("out of order");
                }
                return super.findClass(name);
            }
        }) {
            int number = table.numberOf(loader);
            var failure = assertThrows(
                    ClassNotFoundException.class, () -> shipped.loader(number).loadClass("user.One"));
            assertTrue(failure.getMessage().contains("out of order"), failure::getMessage);
            broken[0] = false;
            assertEquals(
                    "user.One", shipped.loader(number).loadClass("user.One").getName());
        }
    }

    @Test
    void threadsThatLoadAClassAtOnceGetTheSame() throws Exception {
        Path user = Compiled.to(folder.resolve("user"), List.of(), "package user; public class One {}");
        try (URLClassLoader loader = Compiled.loader(user, getClass().getClassLoader())) {
            int number = table.numberOf(loader);
            CyclicBarrier together = new CyclicBarrier(4);
            List<FutureTask<Class<?>>> loads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean own = i % 2 == 0;
                Callable<Class<?>> load = () -> {
                    together.await();
                    return own
                            ? shipped.resolve(number, "user.One")
                            : shipped.loader(number).loadClass("user.One");
                };
                loads.add(new FutureTask<>(load));
                Thread.ofVirtual().start(loads.getLast());
            }
            for (FutureTask<Class<?>> load : loads) {
                assertSame(shipped.resolve(number, "user.One"), load.get());
            }
        }
        assertEquals(1, asked.stream().filter("1 user.One"::equals).count(), asked::toString);
    }

    @Test
    void resourcesComeInTheOrderOfTheParentsLoader() throws Exception {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("one.txt"), "one");
        Files.writeString(files.resolve("two words.txt"), "two");
        try (URLClassLoader loader = Compiled.loader(files, getClass().getClassLoader())) {
            ClassLoader there = shipped.loader(table.numberOf(loader));
            assertEquals("one", text(there.getResourceAsStream("one.txt")));
            URL words = there.getResource("two words.txt");
            assertEquals("two", text(words.openStream()));
            assertEquals(3, words.openConnection().getContentLengthLong());
            assertEquals("one", text(relative(words, "one.txt").openStream()), "an address relative to another");
            assertThrows(
                    FileNotFoundException.class,
                    () -> relative(words, "three.txt").openStream());
            assertNull(there.getResource("three.txt"));
            assertNotNull(there.getResource("org/junit/jupiter/api/Test.class"), "of the class path");
            assertEquals(1, Collections.list(there.getResources("one.txt")).size());
            String own = getClass().getName().replace('.', '/') + ".class";
            assertEquals(1, Collections.list(there.getResources(own)).size(), "not again from the parent");
        }
        Path childFirst = ownVersionOfSample();
        String sample = SAMPLE.replace('.', '/') + ".class";
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {childFirst.toUri().toURL()}, getClass().getClassLoader()) {
                    @Override
                    public URL getResource(String name) {
                        URL own = findResource(name);
                        return own != null ? own : super.getResource(name);
                    }
                }) {
            ClassLoader there = shipped.loader(table.numberOf(loader));
            assertEquals("parent", there.getResource(sample).getProtocol());
            assertEquals(2, Collections.list(there.getResources(sample)).size());
        }
    }

    @SuppressWarnings("deprecation") // the only way to make an address relative to another
    private static URL relative(URL url, String name) throws Exception {
        return new URL(url, name);
    }

    private static String text(InputStream in) throws Exception {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void servicesAreFound() throws Exception {
        Path provider = Compiled.to(folder.resolve("provider"), List.of(), """
                package provider;
                public class Hello implements java.util.function.Supplier<String> {
                    public String get() { return "hello"; }
                }
                """);
        Path services = Files.createDirectories(provider.resolve("META-INF/services"));
        Files.writeString(services.resolve(Supplier.class.getName()), "provider.Hello\n");
        try (URLClassLoader loader = Compiled.loader(provider, getClass().getClassLoader())) {
            ClassLoader there = shipped.loader(table.numberOf(loader));
            Supplier<?> found =
                    ServiceLoader.load(Supplier.class, there).findFirst().orElseThrow();
            assertEquals("hello", ((Supplier<?>) found).get());
        }
    }

    @Test
    void aClassKnowsItsPackageAndWhereItCameFrom() throws Exception {
        Path user = Compiled.to(folder.resolve("user"), List.of(), "package user; public class One {}");
        try (URLClassLoader loader = Compiled.loader(user, getClass().getClassLoader())) {
            Class<?> one = ship(loader.loadClass("user.One"));
            assertEquals("user", one.getPackage().getName());
            assertEquals(
                    user.toUri().toURL(),
                    one.getProtectionDomain().getCodeSource().getLocation());
        }
    }

    @Test
    void whereAClassCameFromMayBeReadableForTheParentOnly() {
        URL url = ParentLocation.of("jar:nested:/app.jar/!BOOT-INF/classes/!/");
        assertEquals("jar:nested:/app.jar/!BOOT-INF/classes/!/", url.toString());
        var e = assertThrows(IOException.class, url::openStream);
        assertTrue(e.getMessage().contains("only be read in the parent"), e::getMessage);
        assertNull(ParentLocation.of("no scheme"));
        assertNull(ParentLocation.of("no-scheme"));
    }

    @Test
    void whatHappensToALoaderThatIsGone() throws Exception {
        int number = 7;
        var gone = assertThrows(ClassNotFoundException.class, () -> shipped.resolve(number, "user.One"));
        assertEquals("user.One: its class loader, number 7, is gone in the parent", gone.getMessage());
        ClassLoader before = shipped.loader(number);
        shipped.forget(number);
        assertNotSame(before, shipped.loader(number));
    }

    @Test
    void aHiddenClassIsSaidToBeOne() {
        Runnable lambda = () -> {};
        var hidden = assertThrows(
                ClassNotFoundException.class,
                () -> shipped.resolve(0, lambda.getClass().getName()));
        assertTrue(hidden.getMessage().contains("hidden class"), hidden::getMessage);
    }
}
