package concurrent.futures.internal.threads;

/// What the JVM itself keeps of an exception that a thread has caught.
///
/// HotSpot hands objects to running code in a slot of the thread, and whoever takes one out clears the slot. But when
/// code of its first compiler catches an exception of a class that it has not caught in that place before, the
/// exception is put there, and nobody takes it out. So it lives until the thread uses the slot again: for a thread that
/// waits, that may be never. No field and no local variable refers to it, and no heap dump shows who does.
///
/// An array of arrays is made by the JVM itself, not by compiled code, and handed over in that slot, too.
final class Afterimage {
    /// Always 0. With a constant, the compilers would make the array after all.
    private static volatile int none;

    private Afterimage() {}

    /// Lets go of the exception that the calling thread has caught last.
    static void fade() {
        try {
            none = new byte[none][none].length;
        } catch (OutOfMemoryError e) {
            return; // The slot keeps this one now, which refers to nothing.
        }
    }
}
