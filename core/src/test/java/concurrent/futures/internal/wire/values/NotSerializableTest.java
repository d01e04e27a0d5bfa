package concurrent.futures.internal.wire.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.Task;
import concurrent.futures.TaskFunction;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("serial") // fields that are not serialisable are what this is about
class NotSerializableTest {
    private final Wire wire = new Wire();

    /// Something like a socket.
    private static final class Wires {
        int plugs = 2;
    }

    private record Http(String host, Wires wires) implements Serializable {}

    private record Job(int id, @Nullable Object client, List<Object> parts, Map<String, Object> byName)
            implements Serializable {}

    private static Job job(@Nullable Object client) {
        return new Job(1, client, new ArrayList<>(), new HashMap<>());
    }

    private NotSerializableTaskException failure(Object value) {
        NotSerializableTaskException failure =
                assertThrows(NotSerializableTaskException.class, () -> wire.encoder.encode(value));
        assertEquals(
                "still works",
                wire.send(new ArrayList<>(List.of("still works"))).getFirst());
        return failure;
    }

    private String message(Object value) {
        return String.valueOf(failure(value).getMessage());
    }

    private void assertMessage(Object value, String expected) {
        String message = message(value);
        assertTrue(message.contains(expected), () -> message + "\n does not contain\n" + expected);
    }

    @Test
    void thePathToTheFieldIsNamed() {
        Job job = job(new Http("h", new Wires()));
        String message = message(job);
        assertTrue(
                message.startsWith("NotSerializableTest$Job.client → NotSerializableTest$Http.wires: "
                        + Wires.class.getName() + " is not Serializable. Make its type Serializable, or leave it out"),
                message);
        assertInstanceOf(NotSerializableException.class, failure(job).getCause());
    }

    @Test
    void theValueItselfIsNamed() {
        String message = message(new Wires());
        assertTrue(message.startsWith(Wires.class.getName() + " is not Serializable"), message);
    }

    @Test
    void aPlaceInAListAnArrayAndAMapIsNamed() {
        Job job = job(null);
        job.parts().addAll(List.of(1, "two", new Object[] {3, new Wires()}));
        assertMessage(job, "NotSerializableTest$Job.parts[2][1]: ");
        Job another = job(null);
        another.byName().put("front door", new Wires());
        assertMessage(another, "NotSerializableTest$Job.byName[\"front door\"]: ");
        assertMessage(new Object[] {1, new Wires()}, "Object[][1]: ");
        assertMessage(List.of(1, new Wires()), "[1]: ");
    }

    @Test
    void aCapturedVariableIsNamedWithTheLineOfTheLambda() {
        int other = 1;
        Wires socket = new Wires();
        Task<Integer> task = () -> other + socket.plugs;
        String message = message(task);
        assertTrue(message.startsWith("lambda at NotSerializableTest.java:"), message);
        assertTrue(message.contains(NotSerializableTest.class.getName() + ".lambda$"), message);
        assertTrue(message.contains(", captured variable socket: " + Wires.class.getName()), message);
    }

    @Test
    void thePathGoesOnBehindACapturedVariable() {
        Job job = job(new Http("h", new Wires()));
        Task<Integer> task = job::id;
        assertMessage(task, "its receiver → NotSerializableTest$Job.client → NotSerializableTest$Http.wires: ");
        Task<Integer> lambda = () -> job.id() + 1;
        assertMessage(lambda, "captured variable job → NotSerializableTest$Job.client → ");
    }

    private final Wires own = new Wires();

    @Test
    void aCapturedThisIsNamed() {
        TaskFunction<Integer, Integer> function = x -> x + own.plugs;
        assertMessage(function, "captured variable this: " + NotSerializableTest.class.getName());
    }

    @Test
    void anEnclosingInstanceIsNamed() {
        class Inner implements Serializable {
            int plugs() {
                return own.plugs;
            }
        }
        assertEquals(2, new Inner().plugs());
        assertMessage(new Inner(), "this$0: ");
        assertMessage(new Inner(), "make the inner class static");
    }

    private static final class Holder implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        Object content;

        Holder(@Nullable Object content) {
            this.content = content;
        }
    }

    /// What is to be done depends on where it is, and on whose class it is.
    @Test
    void theAdviceFitsThePlace() throws IOException {
        assertMessage(
                new Holder(new Wires()), " is not Serializable. Make the field transient, or its type Serializable");
        try (Socket socket = new Socket()) {
            assertMessage(
                    new Holder(socket),
                    "NotSerializableTest$Holder.content: java.net.Socket is not Serializable. Make the field transient,"
                            + " and let the task make its own");
            assertMessage(
                    List.of(1, socket),
                    "List[1]: java.net.Socket is not Serializable. Leave it out, and let the task make its own");
            Task<Boolean> task = () -> socket.isBound();
            assertMessage(task, "captured variable socket: java.net.Socket is not Serializable. Let the task make it");
        }
    }

    @Test
    void aCapturedThisSaysWhyItIsCaptured() {
        TaskFunction<Integer, Integer> function = x -> x + own.plugs;
        assertMessage(function, "The lambda uses a field or a method of the object around it: copy what it needs");
    }

    @Test
    void theVariablesOfAnAnonymousClassAreNamed() {
        Wires wires = new Wires();
        Object task = anonymous(wires);
        assertMessage(task, "captured variable wires: " + Wires.class.getName() + " is not Serializable");
    }

    private static Object anonymous(Wires wires) {
        return new Task<Integer>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Integer call() {
                return wires.plugs;
            }
        };
    }

    /// `List.of`, `Set.of`, `Map.of` and their like replace themselves when they are written.
    @Test
    void aPlaceInAnImmutableCollectionIsNamed() {
        assertMessage(new Holder(List.of(1, 2, new Wires())), "NotSerializableTest$Holder.content[2]: ");
        assertMessage(new Holder(Map.of("door", new Wires())), "NotSerializableTest$Holder.content[\"door\"]: ");
        assertMessage(new Holder(List.of(List.of(1), List.of(2, new Wires()))), "Holder.content[1][1]: ");
        assertMessage(Map.of("door", List.of(new Wires())), "Map[\"door\"][0]: ");
        assertMessage(Set.of(new Wires()), "Set[0]: ");
    }

    @Test
    void aKeyThatCanNotBeWrittenIsTold() {
        Map<Object, Object> map = new HashMap<>();
        map.put(new Wires(), 1);
        assertMessage(map, "HashMap[a key]: " + Wires.class.getName() + " is not Serializable");
    }

    /// A lambda within an object within a lambda.
    @Test
    void thePathGoesThroughLambdas() {
        Wires wires = new Wires();
        Task<Integer> inner = () -> wires.plugs;
        Holder holder = new Holder(inner);
        Task<Object> outer = () -> String.valueOf(holder.content);
        String message = message(outer);
        assertTrue(
                message.contains("captured variable holder → NotSerializableTest$Holder.content → lambda at "),
                message);
        assertTrue(message.contains("captured variable wires: " + Wires.class.getName()), message);
    }

    @Test
    void whatIsDeepInAHugeGraphIsStillFound() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            many.add("word " + i);
        }
        many.add(new Holder(new Wires()));
        assertMessage(
                new Holder(many), "NotSerializableTest$Holder.content[200000] → NotSerializableTest$Holder.content: ");
    }

    @Test
    void aCycleEndsNobody() {
        Holder one = new Holder(null);
        Holder other = new Holder(new ArrayList<>(List.of(one, new Wires())));
        one.content = other;
        assertMessage(other, "NotSerializableTest$Holder.content[1]: " + Wires.class.getName());
    }

    @Test
    void aLambdaThatIsNotSerialisableSaysHowToMakeItSo() {
        int line = lineOfThis() + 1;
        Callable<Integer> callable = () -> 1;
        String message = message(callable);
        assertTrue(
                message.startsWith("the lambda or method reference in " + NotSerializableTest.class.getName()
                        + " (NotSerializableTest.java:" + line
                        + "), made as a java.util.concurrent.Callable, is not Serializable. Declare it as a"
                        + " concurrent.futures.Task"),
                message);
        assertMessage(job(callable), "NotSerializableTest$Job.client: the lambda or method reference in ");
    }

    private static int lineOfThis() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    /// Among the lambdas of a class, what they captured tells them apart; but not those that captured the same.
    @Test
    void theLinesOfLambdasThatAreNotSerialisableAreNamedAsFarAsTheyCanBeToldApart() {
        String text = "x";
        long number = 1;
        Object object = this;
        int line = lineOfThis() + 1;
        Runnable ofAText = () -> assertEquals("x", text);
        Runnable ofANumber = () -> assertEquals(1, number);
        Runnable alike = () -> assertEquals(1, number + 0);
        Runnable reference = object::notify;
        assertMessage(ofAText, " (NotSerializableTest.java:" + line + "), made as a java.lang.Runnable");
        String either = " (NotSerializableTest.java:" + (line + 1) + " or NotSerializableTest.java:" + (line + 2) + ")";
        assertMessage(ofANumber, either);
        assertMessage(alike, either);
        assertMessage(reference, " (NotSerializableTest.java:" + (line + 3) + ")");
    }

    @Test
    void aRealSocketIsNamed() throws IOException {
        try (Socket socket = new Socket()) {
            assertMessage(job(socket), "NotSerializableTest$Job.client: java.net.Socket is not Serializable");
        }
    }

    private record Hostile(Throwable what) implements Serializable {
        @Serial
        private Object writeReplace() throws Throwable {
            throw what;
        }
    }

    private static final class BadWriter implements Serializable {
        private static final long serialVersionUID = 1L;
        private final transient Throwable what;

        BadWriter(Throwable what) {
            this.what = what;
        }

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeInt(1);
            if (what instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) what;
        }
    }

    @Test
    void whateverWriteObjectThrowsFailsThatValueAlone() {
        for (Throwable what : List.of(
                new IllegalStateException("no"),
                new AssertionError("no"),
                new OutOfMemoryError("no"),
                new StackOverflowError(),
                new InternalError("no"))) {
            NotSerializableTaskException failure = failure(job(new BadWriter(what)));
            assertEquals(what, failure.getCause());
            failure(new Hostile(what));
        }
        assertMessage(
                job(new BadWriter(new IllegalStateException("no"))),
                "NotSerializableTest$Job.client: " + BadWriter.class.getName()
                        + " can not be serialised: java.lang.IllegalStateException: no");
    }

    private static final class BadReader implements Serializable {
        private static final long serialVersionUID = 1L;

        @Serial
        private void readObject(ObjectInputStream in) {
            throw new AssertionError("not here");
        }
    }

    @Test
    void whateverReadObjectThrowsFailsThatValueAlone() {
        Blob blob = wire.encoder.encode(new BadReader());
        NotSerializableTaskException failure =
                assertThrows(NotSerializableTaskException.class, () -> wire.decoder.decode(wire.transport(blob)));
        assertEquals(
                "not here",
                assertInstanceOf(AssertionError.class, failure.getCause()).getMessage());
        assertEquals(List.of(1), wire.send(new ArrayList<>(List.of(1))));
    }

    static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        Node next;
    }

    private static Node chain(int length) {
        Node first = new Node();
        for (int i = 1; i < length; i++) {
            Node node = new Node();
            node.next = first;
            first = node;
        }
        return first;
    }

    @Test
    void aLongPathIsShortened() {
        Job deep = job(new Wires());
        for (int i = 0; i < 300; i++) {
            deep = job(deep);
        }
        String message = message(deep);
        assertTrue(message.contains(" → … (278 more) → NotSerializableTest$Job.client → "), message);
        assertTrue(message.length() < 2000, message);
    }

    @Test
    void aStructureThatIsTooDeepToWriteSaysSo() {
        NotSerializableTaskException failure = failure(chain(1_000_000));
        assertTrue(String.valueOf(failure.getMessage()).contains("nested too deeply"), failure::getMessage);
        assertInstanceOf(StackOverflowError.class, failure.getCause());
    }

    @Test
    void aStructureThatIsTooDeepToReadSaysSo() throws InterruptedException {
        Blob[] encoded = new Blob[1];
        Thread withRoom = new Thread(null, () -> encoded[0] = wire.encoder.encode(chain(20_000)), "deep", 1L << 30);
        withRoom.start();
        withRoom.join();
        Blob received = wire.transport(encoded[0]);
        Throwable[] thrown = new Throwable[1];
        Thread without = new Thread(
                null,
                () -> thrown[0] = assertThrows(NotSerializableTaskException.class, () -> wire.decoder.decode(received)),
                "shallow",
                1L << 18);
        without.start();
        without.join();
        assertInstanceOf(StackOverflowError.class, thrown[0].getCause());
        assertEquals(List.of(1), wire.send(new ArrayList<>(List.of(1))));
    }

    @Test
    void aValueOfAClassThatIsNotThereSaysWhich() {
        Wire elsewhere = new Wire(new LoaderTable(), (loader, name) -> {
            throw new ClassNotFoundException(name);
        });
        Blob blob = elsewhere.encoder.encode(job(null));
        NotSerializableTaskException failure = assertThrows(
                NotSerializableTaskException.class, () -> elsewhere.decoder.decode(elsewhere.transport(blob)));
        assertTrue(String.valueOf(failure.getMessage()).contains("its class is not known in this process"));
        assertTrue(String.valueOf(failure.getMessage()).contains(Job.class.getName()));
    }

    @Test
    void aHugeGraphStillSaysWhatIsNotSerializable() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            many.add("word " + i);
        }
        many.add(new Wires());
        assertMessage(many, Wires.class.getName() + " is not Serializable");
    }

    @Test
    void aValueThatIsTooLargeSaysSizeLimitAndCure() {
        assertEquals(null, Body.tooLarge(Body.MAX_BYTES));
        String text = String.valueOf(Body.tooLarge(Body.MAX_BYTES + 1L));
        assertTrue(text.contains((Body.MAX_BYTES + 1L) + " bytes, more than the limit of " + Body.MAX_BYTES), text);
        assertTrue(text.contains("shared memory"), text);
    }
}
