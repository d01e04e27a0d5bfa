package concurrent.futures.internal.process.crash;

import concurrent.futures.internal.process.pool.Signs;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// Does what a [Way] says.
public final class Harm {
    private static final Object ONE = new Object();
    private static final Object OTHER = new Object();

    private Harm() {}

    /// Dies, or does harm.
    ///
    /// @param way how
    /// @param folder where to leave the pid of what outlives this process
    /// @throws Exception if that is the way
    public static void does(Way way, String folder) throws Exception {
        switch (way) {
            case EXCEPTION -> throw new IllegalStateException("on purpose");
            case UNWRITABLE_EXCEPTION -> throw new Unwritable();
            case UNREADABLE_EXCEPTION -> throw new Unreadable(1, "x");
            case UNKNOWN_EXCEPTION -> throw unknown();
            case EXIT_0 -> System.exit(0);
            case EXIT_1 -> System.exit(1);
            case HALT -> Runtime.getRuntime().halt(3);
            case SIGKILL -> dieBySignal();
            case SIGSEGV -> writeToNowhere();
            case IGNORES_SIGTERM -> ignoreSigterm();
            case STACK_OVERFLOW -> Signs.dive(0);
            case HEAP -> Signs.hoard(new ArrayList<>());
            case METASPACE -> fillMetaspace(new ArrayList<>());
            case ENDLESS_LOOP -> Signs.spinUntil(folder + "/never");
            case DEADLOCK -> lockUp();
            case CLOSES_STREAMS -> closeStreams();
            case FLOODS_STREAMS -> flood();
            case THREADS -> startThreads();
            case GLOBALS -> changeGlobals();
            case GRANDCHILD -> {
                Process grandchild =
                        new ProcessBuilder("sleep", "1000").inheritIO().start();
                Signs.leave(folder + "/grandchildren", Long.toString(grandchild.pid()));
                Runtime.getRuntime().halt(4);
            }
        }
    }

    /// Likewise, and throws the same without declaring it.
    public static void doesUndeclared(Way way, String folder) {
        try {
            does(way, folder);
        } catch (Exception e) {
            throw hide(e);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException hide(Throwable failure) throws E {
        throw (E) failure;
    }

    /// Refers to what can not be written.
    static final class Unwritable extends Exception {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings({"serial", "UnusedVariable"}) // that is its purpose
        private final Object culprit = new Object();

        Unwritable() {
            super("not to be written");
        }
    }

    /// Can be written, and not be read.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(int number, String text) {
            super("not to be read " + number + text);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            throw new NotSerializableException("not here");
        }
    }

    /// Of a class that is made here, and that nobody else has.
    private static Exception unknown() throws ReflectiveOperationException {
        ClassDesc exception = ClassDesc.of("java.lang.Exception");
        byte[] bytes = ClassFile.of()
                .build(
                        ClassDesc.of("elsewhere.UnknownException"),
                        made -> made.withSuperclass(exception)
                                .withFlags(ClassFile.ACC_PUBLIC)
                                .withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void,
                                        ClassFile.ACC_PUBLIC,
                                        code -> code.aload(0)
                                                .ldc("unknown there")
                                                .invokespecial(
                                                        exception,
                                                        ConstantDescs.INIT_NAME,
                                                        MethodTypeDesc.of(
                                                                ConstantDescs.CD_void, ConstantDescs.CD_String))
                                                .return_()));
        Class<?> type = new ClassLoader(Exception.class.getClassLoader()) {
            Class<?> define() {
                return defineClass("elsewhere.UnknownException", bytes, 0, bytes.length);
            }
        }.define();
        return (Exception) type.getDeclaredConstructor().newInstance();
    }

    private static void dieBySignal() throws Exception {
        Signs.signal(Signs.pid(), "KILL");
        new CountDownLatch(1).await();
    }

    private static void writeToNowhere() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        type.getMethod("putLong", long.class, long.class).invoke(field.get(null), 8L, 1L);
    }

    private static void ignoreSigterm() throws Exception {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        signal.getMethod("handle", signal, handler)
                .invoke(
                        null,
                        signal.getConstructor(String.class).newInstance("TERM"),
                        handler.getField("SIG_IGN").get(null));
        Signs.signal(Signs.pid(), "TERM");
    }

    private static void fillMetaspace(List<Object> kept) {
        while (true) {
            ClassLoader loader = new ClassLoader(Runnable.class.getClassLoader()) {};
            kept.add(Proxy.newProxyInstance(
                    loader, new Class<?>[] {Runnable.class, Comparable.class}, (proxy, method, arguments) -> null));
        }
    }

    /// This thread and another hold what the other one wants.
    private static void lockUp() {
        CountDownLatch both = new CountDownLatch(2);
        Thread other = new Thread(() -> lockBoth(OTHER, ONE, both));
        other.setDaemon(true);
        other.start();
        lockBoth(ONE, OTHER, both);
    }

    private static void lockBoth(Object first, Object second, CountDownLatch both) {
        synchronized (first) {
            both.countDown();
            while (both.getCount() > 0) {
                Thread.onSpinWait();
            }
            synchronized (second) {
                throw new AssertionError("no deadlock");
            }
        }
    }

    private static void closeStreams() throws IOException {
        System.out.close();
        System.err.close();
        new FileOutputStream(FileDescriptor.out).close();
        new FileOutputStream(FileDescriptor.err).close();
    }

    /// One half in lines, the other in none.
    private static void flood() {
        byte[] lines = "0123456789abcdef0123456789abcde\n".repeat(2048).getBytes(StandardCharsets.US_ASCII);
        byte[] none = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        PrintStream out = System.out;
        PrintStream err = System.err;
        for (int i = 0; i < 800; i++) {
            out.write(lines, 0, lines.length);
            err.write(none, 0, none.length);
        }
    }

    private static void startThreads() {
        for (int i = 0; i < 10; i++) {
            Thread thread = new Thread(() -> {
                while (true) {
                    LockSupport.park();
                }
            });
            thread.setDaemon(false);
            thread.start();
        }
    }

    private static void changeGlobals() {
        System.setIn(InputStream.nullInputStream());
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(null);
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        Map<String, String> properties = Map.of(
                "java.io.tmpdir", "/nowhere",
                "user.dir", "/nowhere",
                "line.separator", "!",
                "file.separator", "!",
                "java.class.path", "",
                "jdk.serialFilter", "!*",
                "java.security.manager", "disallow",
                "os.name", "Plan 9");
        properties.forEach(System::setProperty);
        Thread.currentThread().setContextClassLoader(null);
        Thread.currentThread().setName("changed");
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> Runtime.getRuntime().halt(5));
        Thread.currentThread().interrupt();
    }
}
