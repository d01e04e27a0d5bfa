package concurrent.futures.micrometer;

import concurrent.futures.event.WorkerCrashed;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a worker has died of, in few words. The sentence that the event tells has process ids, exit codes and places in
/// it: as a tag it would make ever more meters.
enum CrashCause {
    /// The pool ended it, with what it ran: a time limit, a cancelled task that did not stop, `killWorkers()`.
    STOPPED("the pool ended it"),

    /// Code in it called `System.exit` or `Runtime.halt`.
    EXIT("System\\.exit\\(|(the task|the initializer|its thread .*|a virtual thread of it) called "),

    /// Its heap was exhausted, or what else its JVM has bounds for.
    HEAP("its heap was exhausted|it ran out of memory|a task had exhausted its memory|.* did not fit into its heap"),

    /// The system, or the limit of its container, had no more memory for it.
    SYSTEM_MEMORY("the kernel killed it|the system gave its JVM no more memory"),

    /// Native code in it, or its JVM.
    NATIVE_CRASH("native code or the JVM crashed"),

    /// Somebody, or a limit of the system, sent it a signal.
    SIGNAL("somebody (killed it|asked the process to end|sent it)|it reached a limit of the system|the signal "),

    /// It did not come up.
    START("its JVM did not start|its Java is version|the initializer failed"),

    /// None of these.
    OTHER("");

    private final Pattern beginning;

    CrashCause(String beginning) {
        this.beginning = Pattern.compile(beginning);
    }

    /// The value of the tag.
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Recognises a cause by how its sentence begins.
    static CrashCause of(WorkerCrashed crash) {
        return of(crash.cause());
    }

    /// @param sentence the likely cause
    static CrashCause of(String sentence) {
        return Arrays.stream(values())
                .filter(cause -> cause.beginning.matcher(sentence).lookingAt())
                .findFirst()
                .orElse(OTHER);
    }
}
