package concurrent.futures.internal.process.crash;

import java.util.Arrays;

/// A way to die, or to do harm.
///
/// The title is how the table of the documentation names it.
public enum Way {
    EXCEPTION("throws an exception"),
    UNWRITABLE_EXCEPTION("throws one that can not be written"),
    UNREADABLE_EXCEPTION("throws one that can not be rebuilt"),
    UNKNOWN_EXCEPTION("throws one of a class that the parent has not"),
    EXIT_0("`System.exit(0)`"),
    EXIT_1("`System.exit(1)`"),
    HALT("`Runtime.halt(3)`"),
    SIGKILL("SIGKILL"),
    SIGSEGV("native crash (SIGSEGV)"),
    IGNORES_SIGTERM("ignores SIGTERM, and is sent it"),
    STACK_OVERFLOW("endless recursion"),
    HEAP("exhausts the heap"),
    METASPACE("exhausts the metaspace"),
    ENDLESS_LOOP("endless loop, deaf to interrupts"),
    DEADLOCK("deadlock of monitors"),
    FLOODS_STREAMS("writes 100 MB to stdout and stderr"),
    THREADS("starts threads that are no daemons"),
    GRANDCHILD("leaves a child that holds its pipes, and halts"),
    CLOSES_STREAMS("closes stdout and stderr"),
    GLOBALS("changes `System.in`, `out`, locale, properties");

    private final String title;

    Way(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static Way of(String title) {
        return Arrays.stream(values())
                .filter(way -> way.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the table has a way that no test knows: " + title));
    }

    /// Whether it goes on for ever: what a time limit is for.
    boolean isEndless() {
        return this == ENDLESS_LOOP || this == DEADLOCK;
    }

    /// Whether it ends the process, wherever it happens.
    boolean endsTheProcess() {
        return switch (this) {
            case EXIT_0, EXIT_1, HALT, SIGKILL, SIGSEGV, GRANDCHILD -> true;
            default -> false;
        };
    }

    /// Part of what a crash by it is told as.
    String telling() {
        return switch (this) {
            case EXIT_0 -> "exit code 0";
            case EXIT_1 -> "exit code 1";
            case HALT -> "exit code 3";
            case SIGKILL -> "SIGKILL";
            case SIGSEGV -> "SIGSEGV";
            case GRANDCHILD -> "exit code 4";
            default -> "";
        };
    }
}
