package concurrent.futures.internal.process.pool.listening;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.process.launch.Launcher;
import concurrent.futures.internal.process.launch.PrivateDirectory;
import concurrent.futures.internal.process.transport.Address;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.process.transport.Entrance;
import concurrent.futures.internal.process.transport.Invitation;
import concurrent.futures.internal.process.transport.Rings;
import concurrent.futures.internal.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where one worker is received: the pipes or the socket that it connects to, the page and the rings that it shares,
/// and the secret that it shows.
///
/// All of it is made while the worker's JVM comes up, and the paths are gone when this is closed.
final class Reception implements Launcher.Handover, AutoCloseable {
    private final Launcher launcher;
    private final Path socket;
    private final Path page;
    private final byte[] secret;
    private @Nullable Entrance entrance;
    private final List<Path> placesOfRings;
    private @Nullable Rings rings;
    private @Nullable ClaimPage claims;
    private boolean came;

    /// Prepares a reception; makes nothing yet.
    ///
    /// @param launcher of the pool
    /// @param number of the worker
    Reception(Launcher launcher, int number) {
        this.launcher = launcher;
        PrivateDirectory directory = launcher.directory();
        socket = directory.path().resolve("s" + number);
        page = directory.path().resolve("c" + number);
        placesOfRings = directory.placesToMap("r" + number);
        secret = Launcher.newSecret();
    }

    /// Opens it.
    ///
    /// @return what the worker has to know
    @Override
    public byte[] make() throws IOException {
        Address address = open();
        Rings made = makeRings();
        rings = made;
        claims = ClaimPage.create(page);
        return new Invitation(
                        address,
                        page,
                        made.file(),
                        secret,
                        ProcessHandle.current().pid())
                .toBytes();
    }

    private Address open() throws IOException {
        Path pipes = launcher.takePipes(Address.PIPES);
        if (pipes != null) {
            try {
                return open(new Address(pipes, /* isPipes= */ true));
            } catch (IOException e) {
                Guard.log(System.Logger.Level.DEBUG, "named pipes can not be opened: a socket takes their place", e);
            }
        }
        return open(new Address(socket, /* isPipes= */ false));
    }

    private Address open(Address address) throws IOException {
        entrance = Entrance.open(address);
        return address;
    }

    private Rings makeRings() throws IOException {
        IOException last = new IOException("no place for the rings");
        for (Path place : placesOfRings) {
            try {
                return Rings.create(place);
            } catch (IOException e) {
                e.addSuppressed(last);
                last = e;
            }
        }
        throw last;
    }

    /// Nobody will come.
    void closeEntrance() {
        if (entrance != null) {
            entrance.close();
        }
    }

    /// The page, which from now on is the caller's to close.
    ClaimPage takeClaims() {
        ClaimPage taken = Objects.requireNonNull(claims);
        claims = null;
        return taken;
    }

    /// Waits for the worker.
    ///
    /// @throws java.nio.channels.ClosedChannelException if it will not come
    Connection await() throws IOException {
        Connection made = Objects.requireNonNull(entrance)
                .accept(
                        new Predicate<>() {
                            @Override
                            public boolean test(Frame frame) {
                                return frame instanceof Frame.Hello hello && isSecret(hello.secret());
                            }
                        },
                        Objects.requireNonNull(rings));
        came = true;
        return made;
    }

    /// In a time that does not tell how much of it is right.
    private boolean isSecret(byte[] shown) {
        int different = shown.length ^ secret.length;
        for (int i = 0; i < shown.length; i++) {
            different |= shown[i] ^ secret[i % secret.length];
        }
        return different == 0;
    }

    @Override
    public void close() throws IOException {
        closeEntrance();
        if (claims != null) {
            claims.close();
        }
        Files.deleteIfExists(page);
        if (rings != null) {
            rings.removeFile();
            if (!came) {
                rings.close();
            }
        }
    }
}
