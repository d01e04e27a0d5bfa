package concurrent.futures.internal.process.launch.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.process.launch.command.ParentJvm;
import concurrent.futures.internal.process.launch.command.TrainableCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    private static final Fingerprint WANTED = new Fingerprint("made for this test\n");

    @TempDir
    private Path place;

    private int user;
    private CacheFolder folder;

    @BeforeEach
    void findFolder() throws Exception {
        user = (Integer) Files.getAttribute(place, "unix:uid");
        folder = new CacheFolder(place.resolve("cache").resolve("ours"), user);
    }

    private Path publish(Fingerprint fingerprint, String content) throws Exception {
        assertTrue(folder.invites(fingerprint));
        try (CacheFolder.Attempt attempt = folder.attempt(fingerprint)) {
            Files.writeString(attempt.cache(), content);
            attempt.publish();
        }
        return folder.lookUp(fingerprint);
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatWasPublishedIsFoundAndNothingElseIsLeft() throws Exception {
        assertNull(folder.lookUp(WANTED));
        Path cache = publish(WANTED, "content");
        assertEquals("content", Files.readString(cache));
        assertNull(folder.lookUp(new Fingerprint("another\n")));
        assertEquals(List.of(WANTED.name() + ".aot", WANTED.name() + ".txt"), names());
        assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(folder.path()));
    }

    @Test
    void aCacheThatHasChangedIsNotUsed() throws Exception {
        Path cache = publish(WANTED, "content");
        FileTime time = Files.getLastModifiedTime(cache);
        Files.writeString(cache, "shorter");
        Files.setLastModifiedTime(cache, FileTime.fromMillis(0));
        assertNull(folder.lookUp(WANTED), "another time");
        Files.writeString(cache, "conten");
        Files.setLastModifiedTime(cache, time);
        assertNull(folder.lookUp(WANTED), "another size");
        Files.delete(cache);
        assertNull(folder.lookUp(WANTED));
    }

    @Test
    void theTextDecidesAndNotTheName() throws Exception {
        Path cache = publish(WANTED, "content");
        Path text = folder.path().resolve(WANTED.name() + ".txt");
        Files.writeString(text, Files.readString(text).replace("this", "that"));
        assertNull(folder.lookUp(WANTED));
        assertTrue(Files.exists(cache));
    }

    @Test
    void whatOthersMayWriteToIsNotUsed() throws Exception {
        Path cache = publish(WANTED, "content");
        for (Path path : List.of(cache, folder.path())) {
            var before = Files.getPosixFilePermissions(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertNull(folder.lookUp(WANTED), path::toString);
            Files.setPosixFilePermissions(path, before);
            assertNotNull(folder.lookUp(WANTED), path::toString);
        }
        Files.setPosixFilePermissions(folder.path().getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertNull(folder.lookUp(WANTED), "others could replace the folder");
        assertFalse(folder.invites(WANTED));
    }

    @Test
    void whatBelongsToAnotherUserIsNotUsed() throws Exception {
        publish(WANTED, "content");
        CacheFolder foreign = new CacheFolder(folder.path(), user + 1);
        assertNull(foreign.lookUp(WANTED));
        assertFalse(foreign.invites(WANTED));
        foreign.discard(WANTED);
        assertNotNull(folder.lookUp(WANTED));
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        Path cache = publish(WANTED, "content");
        Path elsewhere = Files.move(cache, place.resolve("elsewhere"));
        Files.createSymbolicLink(cache, elsewhere);
        assertNull(folder.lookUp(WANTED));
        Path link = Files.createSymbolicLink(place.resolve("link"), folder.path());
        assertFalse(new CacheFolder(link, user).invites(WANTED));
    }

    @Test
    void onlyOneMakesACacheAtATime() throws Exception {
        assertTrue(folder.invites(WANTED));
        try (CacheFolder.Attempt attempt = folder.attempt(WANTED)) {
            assertNotNull(attempt);
            assertNull(folder.attempt(WANTED));
        }
    }

    @Test
    void whatHasFailedIsNotTriedAgainAtOnce() throws Exception {
        assertTrue(folder.invites(WANTED));
        folder.attempt(WANTED).close();
        assertFalse(folder.invites(WANTED));
        Path mark = folder.path().resolve(WANTED.name() + ".failed");
        Files.setLastModifiedTime(mark, FileTime.fromMillis(0));
        assertTrue(folder.invites(WANTED), "a day later");
        try (CacheFolder.Attempt attempt = folder.attempt(WANTED)) {
            attempt.giveUp();
        }
        assertEquals(List.of(), names());
        publish(WANTED, "content");
        folder.discard(WANTED);
        assertNull(folder.lookUp(WANTED));
        assertFalse(folder.invites(WANTED));
    }

    @Test
    void thoseThatWereNotUsedForLongestGoFirst() throws Exception {
        for (int i = 0; i < 4; i++) {
            Fingerprint one = new Fingerprint("number " + i + "\n");
            publish(one, "x".repeat(100));
            Files.setLastModifiedTime(
                    folder.path().resolve(one.name() + ".txt"), FileTime.fromMillis(i == 0 ? 9_000 : i * 1_000));
        }
        Path abandoned = Files.createFile(folder.path().resolve("x.new-1-cache"));
        Files.setLastModifiedTime(abandoned, FileTime.fromMillis(0));
        folder.prune(250);
        assertNotNull(folder.lookUp(new Fingerprint("number 0\n")), "it was used last");
        assertNotNull(folder.lookUp(new Fingerprint("number 3\n")));
        assertNull(folder.lookUp(new Fingerprint("number 1\n")));
        assertNull(folder.lookUp(new Fingerprint("number 2\n")));
        assertEquals(4, names().size());
    }

    @Test
    void whereNoFolderCanBeThereIsNoCache() throws Exception {
        Path file = Files.createFile(place.resolve("file"));
        CacheFolder impossible = new CacheFolder(file.resolve("cache"), user);
        assertFalse(impossible.invites(WANTED));
        assertNull(impossible.lookUp(WANTED));
        impossible.discard(WANTED);
    }

    @Test
    void aFingerprintTellsFilesThatHaveChanged() throws Exception {
        Path jar = Files.writeString(place.resolve("a.jar"), "classes");
        TrainableCommand command =
                new TrainableCommand(ParentJvm.javaProgram(null), List.of("-XX:+UseSerialGC"), List.of(jar.toString()));
        Fingerprint first = Fingerprint.of(command);
        assertEquals(first, Fingerprint.of(command));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        Fingerprint second = Fingerprint.of(command);
        assertNotEquals(first, second);
        assertNotEquals(first.name(), second.name());
        TrainableCommand other =
                new TrainableCommand(command.program(), List.of("-XX:+UseParallelGC"), command.classPath());
        assertNotEquals(second, Fingerprint.of(other));
    }
}
