package concurrent.futures.internal.wire.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Tag;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lambdas and records of a named module that opens nothing to anybody.
class ModulesTest {
    private static final String SOURCE = """
            package closed;

            import java.io.Serializable;
            import java.util.List;
            import java.util.concurrent.Callable;

            public class Tasks {
                private interface Task extends Callable<Object>, Serializable {}

                private record Inside(int number, Task task) implements Serializable {}

                public static Callable<Object> task(List<Object> list, int number) {
                    Task task = () -> list.getFirst().toString() + number;
                    return task;
                }

                public static Object wrapped() {
                    return new Inside(3, () -> "inside");
                }

                public static Object call(Object inside) throws Exception {
                    return ((Inside) inside).task().call();
                }

                public static Callable<Object> capturing(Object what) {
                    Task task = () -> what;
                    return task;
                }

                private record Plain(int number, boolean flag, char letter, long stamp, float ratio, double other,
                        byte small, short medium, String text, List<Object> list) implements Serializable {}

                public static Object plain(List<Object> list) {
                    return new Plain(1, true, 'c', 4L, 5f, 6d, (byte) 7, (short) 8, "text", list);
                }
            }
            """;

    @Test
    void lambdasOfAClosedModuleArrive(@TempDir Path folder) throws Exception {
        Class<?> tasks = load(folder);
        assertFalse(tasks.getModule().isOpen("closed", getClass().getModule()));
        Wire wire = new Wire();
        List<Object> list = new ArrayList<>(List.of("word"));
        for (int round = 0; round < 3; round++) {
            Object task = tasks.getMethod("task", List.class, int.class).invoke(null, list, round);
            Object arrived = wire.send(Objects.requireNonNull(task));
            assertEquals("word" + round, ((Callable<?>) arrived).call());
            assertSame(tasks.getClassLoader(), arrived.getClass().getClassLoader());
        }
        Object inside =
                wire.send(Objects.requireNonNull(tasks.getMethod("wrapped").invoke(null)));
        assertEquals("inside", tasks.getMethod("call", Object.class).invoke(null, inside));
    }

    @Test
    void theMessageForALambdaOfAClosedModuleNamesItsLine(@TempDir Path folder) throws Exception {
        Object task = load(folder).getMethod("capturing", Object.class).invoke(null, new Object());
        String message = Diagnosis.of(
                        Objects.requireNonNull(task), new java.io.NotSerializableException("java.lang.Object"))
                .getMessage();
        assertTrue(
                String.valueOf(message).startsWith("lambda at Tasks.java:26 (closed.Tasks.lambda$capturing$"), message);
        assertTrue(
                String.valueOf(message).contains("captured variable what: java.lang.Object is not Serializable"),
                message);
    }

    /// A class may be open to this library in the worker, and not where the result arrives.
    @Test
    void aRecordThatOnlyTheJdkMayMakeIsMadeByIt(@TempDir Path folder) throws Exception {
        Class<?> closed = load(folder);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()}, null)) {
            Object open = loader.loadClass(closed.getName())
                    .getMethod("plain", List.class)
                    .invoke(null, new ArrayList<>(List.of("inside")));
            Wire wire = new Wire(any -> 0, (number, name) -> Class.forName(name, false, closed.getClassLoader()));
            Blob blob = wire.encoder.encode(new Object[] {open, open});
            assertEquals(Tag.GRAPH, blob.tag());
            Object[] arrived = (Object[]) Objects.requireNonNull(wire.decoder.decode(wire.transport(blob)));
            assertSame(closed.getClassLoader(), arrived[0].getClass().getClassLoader());
            assertEquals(open.toString(), arrived[0].toString());
            assertSame(arrived[0], arrived[1]);
        }
    }

    private static Class<?> load(Path folder) throws IOException, ClassNotFoundException {
        Path source = Files.createDirectories(folder.resolve("src/closed")).resolve("Tasks.java");
        Files.writeString(source, SOURCE);
        Path info = folder.resolve("src/module-info.java");
        Files.writeString(info, "module closed { exports closed; }");
        Path classes = folder.resolve("classes");
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-g", "-d", classes.toString(), source.toString(), info.toString());
        assertEquals(0, failures);
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration =
                boot.configuration().resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("closed"));
        return boot.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader())
                .findLoader("closed")
                .loadClass("closed.Tasks");
    }
}
