package concurrent.futures.internal.process.transport;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/// A process that talks with a test through rings.
final class Peer {
    private Peer() {}

    /// Connects, and talks.
    ///
    /// @param args `send`, and how many frames before it halts; or `receive`; where to connect, whether by pipes, rings
    public static void main(String[] args) throws IOException {
        Connection parent = Connection.toParent(
                new Address(Path.of(args[2]), Boolean.parseBoolean(args[3])),
                Rings.open(Path.of(args[4])),
                new Frame.Hello(new byte[32], ProcessHandle.current().pid(), 25));
        if (args[0].equals("send")) {
            long frames = Long.parseLong(args[1]);
            Random random = new Random(frames);
            for (long number = 0; number < frames; number++) {
                parent.append(frame(number, random.nextInt(8) == 0 ? random.nextInt(300_000) : random.nextInt(300)));
                parent.flush();
            }
            Runtime.getRuntime().halt(0);
        }
        long expected = 0;
        for (Frame frame = parent.receive(); frame != null; frame = parent.receive()) {
            check(frame, expected++);
        }
    }

    static Frame.Share frame(long number, int bytes) {
        byte[] body = new byte[bytes];
        new Random(number).nextBytes(body);
        return new Frame.Share(number, Blob.ofBytes(body));
    }

    static void check(Frame frame, long number) {
        if (!(frame instanceof Frame.Share share) || share.id() != number) {
            throw new AssertionError("Not frame " + number + ": " + frame);
        }
        byte[] expected = new byte[share.value().bytes().length];
        new Random(number).nextBytes(expected);
        if (!Arrays.equals(expected, share.value().bytes())) {
            throw new AssertionError("Frame " + number + " has other bytes");
        }
    }
}
