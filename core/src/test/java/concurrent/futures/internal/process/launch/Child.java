package concurrent.futures.internal.process.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;

/// What the workers of these tests run: its first line of input says what to do.
public final class Child {
    private Child() {}

    /// Does it.
    ///
    /// @param args printed by `arguments`
    /// @throws Exception if that is what was asked for
    public static void main(String[] args) throws Exception {
        List<String> script = new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        String rest = String.join("\n", script.subList(1, script.size()));
        switch (script.getFirst()) {
            case "print" -> System.out.print(rest);
            case "error" -> System.err.print(rest);
            case "exit" -> System.exit(Integer.parseInt(rest));
            case "halt" -> Runtime.getRuntime().halt(Integer.parseInt(rest));
            case "wait" -> {
                System.out.println("ready");
                new CountDownLatch(1).await();
            }
            case "stubborn" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    System.out.println("last words");
                    System.err.println("asked to end");
                }));
                System.out.println("ready");
                new CountDownLatch(1).await();
            }
            case "throw" -> throw new IllegalStateException(rest);
            case "exhaust heap" -> {
                Object[] last = new Object[0];
                while (true) {
                    last = new Object[] {last, new byte[1 << 20]};
                }
            }
            case "crash" -> crash();
            case "flood" -> flood(Long.parseLong(rest));
            case "raw" -> {
                byte[] bytes = rest.getBytes(StandardCharsets.ISO_8859_1);
                new FileOutputStream(FileDescriptor.out).write(bytes);
            }
            case "close" -> {
                System.out.println("before");
                System.out.flush();
                new FileOutputStream(FileDescriptor.out).close();
                System.err.println("after");
                System.exit(4);
            }
            case "grandchild" -> {
                Process process =
                        new ProcessBuilder(rest.split(" ")).inheritIO().start();
                System.err.println(process.pid() + "\nlast words");
                System.exit(0);
            }
            case "report" -> report(args);
            default -> throw new IllegalArgumentException(script.getFirst());
        }
    }

    /// Writes where there is no memory.
    private static void crash() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        type.getMethod("putLong", long.class, long.class).invoke(field.get(null), 8L, 1L);
    }

    private static void flood(long bytes) {
        byte[] line = ("x".repeat(99) + "\n").getBytes(StandardCharsets.US_ASCII);
        PrintStream out = System.out;
        for (long written = 0; written < bytes; written += line.length) {
            out.write(line, 0, line.length);
        }
        // No end of line anywhere.
        byte[] endless = "y".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        for (long written = 0; written < bytes; written += endless.length) {
            System.err.write(endless, 0, endless.length);
        }
        out.flush();
        System.err.flush();
    }

    private static void report(String[] args) {
        ManagementFactory.getRuntimeMXBean()
                .getInputArguments()
                .forEach(option -> System.out.println("option " + option));
        System.getenv().forEach((name, value) -> System.out.println("variable " + name + "=" + value));
        for (String property : List.of("user.dir", "java.class.path", "jdk.module.path", "java.home")) {
            System.out.println("property " + property + "=" + System.getProperty(property));
        }
        for (String arg : args) {
            System.out.println(
                    "argument " + arg.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"));
        }
        System.out.println("locale " + Locale.getDefault().toLanguageTag());
        System.out.println("format " + Locale.getDefault(Locale.Category.FORMAT).toLanguageTag());
        System.out.println("charset " + Charset.defaultCharset());
        System.out.println("zone " + TimeZone.getDefault().getID());
        System.out.println("heap " + Runtime.getRuntime().maxMemory());
        System.out.println("collector "
                + ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName());
        System.out.println("assertions " + Child.class.desiredAssertionStatus());
        System.out.println("module " + Launcher.class.getModule());
        ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                .forEach(name -> System.out.println("booted " + name));
    }
}
