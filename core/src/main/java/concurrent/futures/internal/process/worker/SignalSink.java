package concurrent.futures.internal.process.worker;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Does nothing about the signals of a terminal, from the moment on at which this class is initialised.
///
/// Compiled by itself, see `pom.xml`, since the compiler warns of these classes of the JDK, which have no successor,
/// and has no other way to be told that this is known.
final class SignalSink implements SignalHandler {
    static {
        SignalSink sink = new SignalSink();
        for (String name : new String[] {"INT", "HUP"}) {
            Signal.handle(new Signal(name), sink);
        }
    }

    private SignalSink() {}

    @Override
    public void handle(Signal signal) {}
}
