package concurrent.futures.internal.wire;

import java.util.List;

/// A task ready to travel.
///
/// The function and each argument are values on their own: an object that two of them share is two objects on the
/// other side, and a `map` encodes its function once.
///
/// @param kind how the function is to be called
/// @param function the function
/// @param arguments its arguments: none, one or two, as `kind` says
public record EncodedTask(Kind kind, Blob function, List<Blob> arguments) {
    /// How a task is called; the counterpart of the kinds of [concurrent.futures.spi.TaskBody].
    public enum Kind {
        /// A `Callable`.
        CALL(1, 0),
        /// A `Runnable`; the result that goes with it stays with the one who submitted it.
        RUN(2, 0),
        /// A function of one argument.
        APPLY(3, 1),
        /// A function of two arguments.
        BI_APPLY(4, 2);

        private static final Kind[] KINDS = values();

        private final int code;
        private final int arguments;

        Kind(int code, int arguments) {
            this.code = code;
            this.arguments = arguments;
        }

        /// What stands for it in a frame.
        int code() {
            return code;
        }

        static Kind of(int code) {
            for (Kind kind : KINDS) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new WireFormatException(
                    "Kind of task " + code + " is unknown: the kinds are " + CALL.code + " to " + BI_APPLY.code);
        }

        /// How many arguments it takes.
        public int arguments() {
            return arguments;
        }
    }

    /// How many definitions a decoder must have, counted from the first.
    public int requiredDefinitions() {
        int required = function.requiredDefinitions();
        for (Blob argument : arguments) {
            required = Math.max(required, argument.requiredDefinitions());
        }
        return required;
    }
}
