package concurrent.futures.cluster.network;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// A network card of Linux (`tun.txt` of the kernel's documentation) whose cable ends in this process: what a machine
/// sends by it is read here, and what is written here the machine receives.
final class Tap implements AutoCloseable {
    static final Path DEVICE = Path.of("/dev/net/tun");

    private static final long SET_INTERFACE = 0x400454ca; // TUNSETIFF
    private static final short ETHERNET_WITHOUT_HEADER = 0x1002; // IFF_TAP | IFF_NO_PI
    private static final int READ_WRITE = 2; // O_RDWR
    private static final int REQUEST_BYTES = 40; // struct ifreq
    private static final int FLAGS_AT = 16;

    /// Of the frames that a card of the usual size sends, with room to spare.
    private static final int LARGEST_FRAME = 2048;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN =
            handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle IOCTL = handle(
            "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ =
            handle("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            handle("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final int file;

    private Tap(int file) {
        this.file = file;
    }

    @SuppressWarnings("restricted") // there is no other way to the system
    private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    /// Makes a card, for now of this machine.
    ///
    /// @param name for `ip link`, at most 15 letters
    static Tap open(String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int file = (int) OPEN.invokeExact(arena.allocateFrom(DEVICE.toString()), READ_WRITE);
            if (file < 0) {
                throw new IOException("can not open " + DEVICE);
            }
            MemorySegment request = arena.allocate(REQUEST_BYTES);
            request.setString(0, name);
            request.set(JAVA_SHORT, FLAGS_AT, ETHERNET_WITHOUT_HEADER);
            if ((int) IOCTL.invokeExact(file, SET_INTERFACE, request) < 0) {
                int _ = (int) CLOSE.invokeExact(file);
                throw new IOException("can not make the network card " + name);
            }
            return new Tap(file);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// Waits for what the machine sends.
    ///
    /// @return a frame; of no bytes if the card is no more
    byte[] receive() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment frame = arena.allocate(LARGEST_FRAME);
            long length = (long) READ.invokeExact(file, frame, frame.byteSize());
            return length <= 0 ? new byte[0] : frame.asSlice(0, length).toArray(JAVA_BYTE);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// Lets the machine receive a frame. One that it does not take is lost, as on any network.
    void send(byte[] frame) {
        try (Arena arena = Arena.ofConfined()) {
            long _ = (long) WRITE.invokeExact(file, arena.allocateFrom(JAVA_BYTE, frame), (long) frame.length);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// Gives up the card. Nobody uses it any more.
    @Override
    public void close() {
        try {
            int _ = (int) CLOSE.invokeExact(file);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
