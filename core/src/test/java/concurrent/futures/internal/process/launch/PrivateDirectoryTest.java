package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.process.launch.command.ParentJvm;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {
    @TempDir
    private Path place;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has other permissions")
    void onlyTheUserMayEnter() throws Exception {
        try (PrivateDirectory directory = PrivateDirectory.create(List.of(place))) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())));
        }
    }

    @Test
    void itIsRemovedWithAllThatIsInIt() throws Exception {
        Path elsewhere = Files.writeString(place.resolve("elsewhere"), "stays");
        PrivateDirectory directory = PrivateDirectory.create(List.of(place));
        Files.createDirectories(directory.path().resolve("a/b"));
        Files.writeString(directory.path().resolve("a/b/c"), "x");
        Files.createSymbolicLink(directory.path().resolve("link"), elsewhere);
        Files.createSymbolicLink(directory.path().resolve("a/up"), place);
        directory.close();
        directory.close();
        assertFalse(Files.exists(directory.path()));
        assertEquals("stays", Files.readString(elsewhere));
    }

    @Test
    void itsFilesInMemoryGoWithIt() throws Exception {
        PrivateDirectory directory = PrivateDirectory.create(List.of(place));
        List<Path> places = directory.placesToMap("r1");
        assertEquals(directory.path().resolve("r1"), places.getLast(), "where there is no room in memory");
        for (Path file : places) {
            Files.createFile(file);
        }
        directory.close();
        for (Path file : places) {
            assertFalse(Files.exists(file), file.toString());
        }
    }

    @Test
    void theLongestNameMakesASocketThatCanBeBound() throws Exception {
        Path longest = place;
        while (longest.toString().length() < 50) {
            longest = longest.resolve("x");
        }
        Files.createDirectories(longest);
        try (PrivateDirectory directory = PrivateDirectory.create(List.of(longest));
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path socket = directory.path().resolve("s".repeat(PrivateDirectory.LONGEST_NAME));
            server.bind(UnixDomainSocketAddress.of(socket));
            assertTrue(Files.exists(socket));
        }
    }

    @Test
    void aPlaceThatIsTooLongIsPassedOver() throws Exception {
        Path tooLong = Files.createDirectories(place.resolve("x".repeat(100)));
        try (PrivateDirectory directory = PrivateDirectory.create(List.of(tooLong, place))) {
            assertEquals(place, directory.path().getParent());
        }
    }

    @Test
    void whereNothingFitsTheMessageTellsPathsLimitAndCure() throws Exception {
        Path tooLong = Files.createDirectories(place.resolve("x".repeat(100)));
        Path missing = place.resolve("missing");
        IOException e = assertThrows(IOException.class, () -> PrivateDirectory.create(List.of(tooLong, missing)));
        assertTrue(e.getMessage().contains(tooLong.toString()), e.getMessage());
        assertTrue(e.getMessage().contains("the limit is 103"), e.getMessage());
        assertTrue(e.getMessage().contains(missing + ": not a directory"), e.getMessage());
        assertTrue(e.getMessage().contains("-Djava.io.tmpdir="), e.getMessage());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has other permissions")
    void aPlaceWhereAnybodyMayRenameOursIsPassedOver() throws Exception {
        Path open = Files.createDirectory(place.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        IOException e = assertThrows(IOException.class, () -> PrivateDirectory.create(List.of(open)));
        assertTrue(e.getMessage().contains("chmod +t"), e.getMessage());
        Files.setAttribute(open, "unix:mode", 01777);
        PrivateDirectory.create(List.of(open)).close();
    }

    @Test
    void theNameTellsTheOwner() throws Exception {
        try (PrivateDirectory directory = PrivateDirectory.create(List.of(place))) {
            Owner owner = Owner.parse(directory.path().getFileName().toString());
            assertEquals(Owner.ofThisJvm(), owner);
            assertEquals(ProcessHandle.current().pid(), owner.pid());
            assertTrue(owner.seemsAlive());
        }
        assertEquals(null, Owner.parse("jcf-"));
        assertEquals(null, Owner.parse("jcf-1-2-"));
        assertEquals(null, Owner.parse("jcf-zzzzzzzzzzzzzzzzzzzz-2-x"));
        assertEquals(null, Owner.parse("other"));
    }

    @Test
    void theDirectoryOfADeadParentIsSwept() throws Exception {
        Path left = leftBy(new Owner(deadPid(), 1_000));
        assertTrue(Leftovers.sweepOne(left, user()));
        assertFalse(Files.exists(left));
    }

    /// So that whoever is killed while it removes its directory leaves one that the next can remove.
    @Test
    void theLockIsRemovedLast() throws Exception {
        Path left = leftBy(new Owner(deadPid(), 1_000));
        for (int i = 0; i < 3_000; i++) {
            Files.createFile(left.resolve("file-" + i));
        }
        UserPrincipal user = user();
        CompletableFuture<Boolean> removed = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> removed.complete(Leftovers.sweepOne(left, user)));
        while (!removed.isDone()) {
            if (Files.notExists(left.resolve(PrivateDirectory.LOCK))) {
                String[] rest = left.toFile().list();
                assertTrue(rest == null || rest.length == 0, "it was removed before others");
            }
        }
        assertTrue(removed.join());
    }

    @Test
    void theDirectoryOfADeadParentIsSweptAlsoWhereItsPidIsInUseAgain() throws Exception {
        Path left = leftBy(new Owner(ProcessHandle.current().pid(), 1_000));
        assertTrue(Leftovers.sweepOne(left, user()));
    }

    @Test
    void theDirectoryOfALivingParentIsKept() throws Exception {
        try (Workers workers = new Workers()) {
            ProcessHandle living =
                    ProcessHandle.of(workers.startReady("wait").pid()).orElseThrow();
            Instant start = living.info().startInstant().orElse(Instant.EPOCH);
            Path left = leftBy(new Owner(living.pid(), start.toEpochMilli()));
            assertFalse(Leftovers.sweepOne(left, user()));
            assertTrue(Files.exists(left));
        }
    }

    @Test
    void aLockedDirectoryIsKeptWhateverItsNameTells() throws Exception {
        Path left = leftBy(new Owner(deadPid(), 1_000));
        try (FileChannel channel = FileChannel.open(left.resolve(PrivateDirectory.LOCK), StandardOpenOption.WRITE)) {
            channel.lock();
            assertFalse(Leftovers.sweepOne(left, user()));
        }
        assertTrue(Leftovers.sweepOne(left, user()));
    }

    @Test
    void aDirectoryThatHasNoLockYetIsKeptForAWhile() throws Exception {
        Path left = leftBy(new Owner(deadPid(), 1_000));
        Files.delete(left.resolve(PrivateDirectory.LOCK));
        assertFalse(Leftovers.sweepOne(left, user()));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        assertTrue(Leftovers.sweepOne(left, user()));
    }

    @Test
    void ourOwnDirectoriesAreNeverSwept() throws Exception {
        try (PrivateDirectory directory = PrivateDirectory.create(List.of(place))) {
            assertFalse(Leftovers.sweepOne(directory.path(), user()));
        }
    }

    @Test
    void whatIsNotOursIsLeftAlone() throws Exception {
        Path target = Files.createDirectory(place.resolve("target"));
        Path link = Files.createSymbolicLink(place.resolve(new Owner(deadPid(), 1_000).directoryName("a")), target);
        Path file = Files.createFile(place.resolve(new Owner(deadPid(), 1_000).directoryName("b")));
        Path other = Files.createDirectory(place.resolve("jcf-other"));
        for (Path path : List.of(link, file, other)) {
            assertFalse(Leftovers.sweepOne(path, user()));
            assertTrue(Files.exists(path));
        }
    }

    @Test
    void aDirectoryThatSomebodyRemovedIsMadeAgain() throws Exception {
        try (PrivateDirectory directory = PrivateDirectory.create(List.of(place))) {
            assertFalse(directory.restore());
            Leftovers.delete(directory.path());
            assertTrue(directory.restore());
            assertFalse(directory.restore());
            assertTrue(Files.isRegularFile(directory.path().resolve(PrivateDirectory.LOCK)));
        }
        assertEquals(List.of(), Workers.directories(place));
    }

    @Test
    void aClosedDirectoryIsNotMadeAgain() throws Exception {
        PrivateDirectory directory = PrivateDirectory.create(List.of(place));
        directory.close();
        assertThrows(IOException.class, directory::restore);
        assertFalse(Files.exists(directory.path()));
    }

    @Test
    void aProgramThatEndsWithAPoolThatItNeverUsedLeavesNothing() throws Exception {
        for (int i = 0; i < 6; i++) {
            // It is prepared beside the program, which ends at once.
            List<String> command = new ArrayList<>(
                    List.of("-Djava.io.tmpdir=" + place, "-cp", Jvm.CLASS_PATH, UnusedPool.class.getName()));
            if (i % 2 == 1) {
                command.add("exit");
            }
            Jvm jvm = Jvm.run(command, Map.of(), null);
            assertEquals(List.of("pool ProcessPoolExecutor-0"), jvm.out(), jvm::toString);
            assertEquals(List.of(), jvm.err());
            try (Stream<Path> left = Files.list(place)) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    @Test
    void manyPoolsShareOneShutdownHook() throws Exception {
        for (int i = 0; i < 100; i++) {
            PrivateDirectory.create(List.of(place)).close();
        }
        assertEquals(List.of(), Workers.directories(place));
    }

    private Path leftBy(Owner owner) throws IOException {
        Path left = Files.createDirectory(place.resolve(owner.directoryName("left")));
        Files.createFile(left.resolve(PrivateDirectory.LOCK));
        Files.writeString(left.resolve("socket"), "");
        return left;
    }

    private UserPrincipal user() throws IOException {
        return Files.getOwner(place);
    }

    private static long deadPid() throws Exception {
        Process process = new ProcessBuilder(ParentJvm.javaProgram(null).toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return process.pid();
    }
}
