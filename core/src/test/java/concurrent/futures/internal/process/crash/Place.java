package concurrent.futures.internal.process.crash;

/// Where it happens. The columns of the documentation's table are in this order.
public enum Place {
    ARGUMENT_WRITTEN("argument is written"),
    ARGUMENT_READ("argument is read"),
    TASK("task runs"),
    RESULT_WRITTEN("result is written"),
    RESULT_READ("result is read"),
    CLOSING("task runs, pool closes"),
    BETWEEN("no task runs"),
    INITIALIZER("initializer runs"),
    START("worker starts"),
    HOOK("shutdown hook runs");

    private final String title;

    Place(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
