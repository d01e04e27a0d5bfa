package concurrent.futures.internal.wire.values;

/// One step of an [ObjectPath] in words.
///
/// @param place what kind of place it is
/// @param text such as `Job.parts`, `[3]`, `lambda at Main.java:42 (Main.lambda$main$0), captured variable client`
/// @param target the object in that place: before its `writeReplace`, as far as that can be told
record Label(Place place, String text, Object target) {
    enum Place {
        FIELD,
        /// The component of a record, or a place that has no name.
        PART,
        ELEMENT,
        CAPTURED_VARIABLE,
        /// The object around a lambda.
        CAPTURED_THIS,
        ENCLOSING_INSTANCE,
    }

    /// What to do about an object in this place that is not serialisable.
    ///
    /// @param isOfTheJdk whether nobody can make its class serialisable
    String advice(boolean isOfTheJdk) {
        return switch (place) {
            case FIELD ->
                isOfTheJdk
                        ? ". Make the field transient, and let the task make its own"
                        : ". Make the field transient, or its type Serializable";
            case PART, ELEMENT ->
                isOfTheJdk
                        ? ". Leave it out, and let the task make its own"
                        : ". Make its type Serializable, or leave it out";
            case CAPTURED_VARIABLE ->
                isOfTheJdk ? ". Let the task make it" : ". Let the task make it, or make it Serializable";
            case CAPTURED_THIS ->
                ". The lambda uses a field or a method of the object around it: copy what it needs to a local"
                        + " variable first, or make the class Serializable";
            case ENCLOSING_INSTANCE -> ". It is the enclosing instance: make the inner class static, or a record";
        };
    }
}
