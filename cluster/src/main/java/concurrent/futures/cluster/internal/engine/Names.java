package concurrent.futures.cluster.internal.engine;

import java.util.regex.Pattern;

/// What clusters and nodes may be called: names of files, and parts of certificates, are made of that.
public final class Names {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private Names() {}

    /// Looks whether a name is one.
    ///
    /// @param what it is the name of, for the message
    /// @param name to be looked at
    /// @return the name
    /// @throws IllegalArgumentException if it may not be called so
    public static String check(String what, String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException("the name '" + name + "' of a " + what
                    + " may have letters, digits, '.', '_' and '-', 63 at most, and begins with one of the"
                    + " first two");
        }
        return name;
    }
}
