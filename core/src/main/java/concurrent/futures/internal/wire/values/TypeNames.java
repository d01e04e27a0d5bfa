package concurrent.futures.internal.wire.values;

/// Names of types for messages.
final class TypeNames {
    private TypeNames() {}

    /// As in source code: `int[]`, `com.acme.Job$Part`; a lambda without the number that the JVM gave it.
    static String of(Class<?> type) {
        if (type.isArray()) {
            return of(type.getComponentType()) + "[]";
        }
        int lambda = type.getName().indexOf("$$Lambda");
        return lambda < 0 ? type.getName() : "a lambda in " + type.getName().substring(0, lambda);
    }

    /// Without the package: `Job$Part`.
    static String brief(Class<?> type) {
        String name = of(type);
        return type.isHidden() ? name : name.substring(name.lastIndexOf('.') + 1);
    }
}
