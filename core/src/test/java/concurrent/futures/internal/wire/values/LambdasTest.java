package concurrent.futures.internal.wire.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Action;
import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.Task;
import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFunction;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.spi.TaskBody;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LambdasTest {
    private final Wire wire = new Wire();

    private static <T> Task<T> task(Task<T> task) {
        return task;
    }

    private static <A, R> TaskFunction<A, R> function(TaskFunction<A, R> function) {
        return function;
    }

    private static String anew(String text) {
        return new String(text.toCharArray());
    }

    @Test
    void aLambdaThatCapturesNothingArrives() throws Exception {
        assertEquals("hi", wire.send(task(() -> "hi")).call());
    }

    @Test
    void capturedPrimitivesArrive() throws Exception {
        boolean z = true;
        byte b = -1;
        short s = -2;
        char c = 'ß';
        int i = Integer.MIN_VALUE;
        long l = Long.MAX_VALUE;
        float f = -0f;
        double d = Math.PI;
        Task<List<Object>> task = () -> List.of(z, b, s, c, i, l, f, d);
        assertEquals(task.call(), wire.send(task).call());
    }

    @Test
    void capturedStringsArriveAndAreSharedAsBefore() throws Exception {
        String one = anew("wörd 7");
        String same = one;
        String equal = anew("wörd 7");
        Task<Object[]> task = () -> new Object[] {one, same, equal, "漢"};
        Object[] arrived = wire.send(task).call();
        assertEquals("wörd 7", arrived[0]);
        assertSame(arrived[0], arrived[1]);
        assertNotSame(arrived[0], arrived[2]);
    }

    @Test
    void capturedObjectsThatShareSomethingStillShareIt() throws Exception {
        List<Object> list = new ArrayList<>();
        String word = anew("word");
        list.add(word);
        int number = 4;
        Object nothing = null;
        Task<Object[]> task = () -> new Object[] {list, number, word, list, String.valueOf(nothing)};
        Object[] arrived = wire.send(task).call();
        assertSame(arrived[0], arrived[3]);
        assertSame(((List<?>) arrived[0]).getFirst(), arrived[2]);
        assertEquals(4, arrived[1]);
        assertEquals("null", arrived[4]);
    }

    @Test
    void eachEvaluationKeepsItsOwnCapturedValue() throws Exception {
        for (int i = 0; i < 3; i++) {
            int value = i;
            assertEquals(value, wire.send(task(() -> value)).call());
        }
        int shapes = wire.dictionary.size();
        int value = 9;
        assertEquals(9, wire.send(task(() -> value)).call());
        assertEquals(shapes + 1, wire.dictionary.size());
    }

    @Test
    void methodReferencesArrive() throws Exception {
        String bound = "bound";
        assertEquals(
                6,
                wire.send(LambdasTest.<String, Integer>function(String::length)).apply("length"));
        assertEquals(5, wire.send(task(bound::length)).call());
        assertEquals(
                42,
                wire.send(LambdasTest.<String, Integer>function(Integer::parseInt))
                        .apply("42"));
        assertInstanceOf(
                ArrayList.class,
                wire.send(LambdasTest.<Integer, List<String>>function(ArrayList::new))
                        .apply(3));
        assertInstanceOf(
                int[].class,
                wire.send(LambdasTest.<Integer, int[]>function(int[]::new)).apply(2));
    }

    @Test
    void lambdasInsideOfValuesArrive() throws Exception {
        int ten = 10;
        Task<Integer> inner = () -> ten;
        Task<Integer> outer = () -> inner.call() + 1;
        assertEquals(11, wire.send(outer).call());
        List<Task<Integer>> list = wire.send(new ArrayList<>(List.of(inner, outer, inner)));
        assertEquals(10, list.get(0).call());
        assertEquals(11, list.get(1).call());
        assertSame(list.get(0), list.get(2));
        Comparator<String> comparator = wire.send(Comparator.<String, Integer>comparing(
                (Comparator<String> & Serializable) null == null
                        ? (java.util.function.Function<String, Integer> & Serializable) String::length
                        : null));
        assertTrue(comparator.compare("a", "bb") < 0);
    }

    @Test
    void actionsAndBiFunctionsAndPartialsArrive() throws Exception {
        Action action = () -> {};
        wire.send(action).run();
        TaskBiFunction<Integer, Integer, Integer> plus = Integer::sum;
        assertEquals(5, wire.send(plus).apply(2, 3));
        assertEquals(12, wire.send(plus.partial(10)).apply(2));
    }

    @Test
    void anInstanceIsCapturedThroughThis() throws Exception {
        assertEquals(7, wire.send(new Adder(3).plus()).apply(4));
    }

    private record Adder(int base) implements Serializable {
        TaskFunction<Integer, Integer> plus() {
            return x -> x + base;
        }
    }

    @Test
    void aLocalClassAndARecordAsTaskArrive() throws Exception {
        record Local(int x) implements Task<Integer> {
            @Override
            public Integer call() {
                return x * 2;
            }
        }
        assertEquals(8, wire.send(new Local(4)).call());
    }

    @Test
    void aSmallLambdaTakesFewBytes() {
        int i = 1;
        wire.send(task(() -> i));
        assertTrue(wire.encoder.encode(task(() -> i)).size() < 40);
    }

    @Test
    void aTaskTravelsAsFunctionAndArguments() throws Exception {
        assertEquals("called", ((TaskBody<?>) through(new TaskBody.Call<>(task(() -> "called")))).call());
        assertEquals(
                3,
                through(new TaskBody.Apply<>(function(String::length), "abc")).call());
        TaskBiFunction<Integer, Integer, Integer> plus = Integer::sum;
        assertEquals(9, through(new TaskBody.BiApply<>(plus, 4, 5)).call());
        Action action = () -> System.setProperty("wire.test.ran", "yes");
        through(new TaskBody.Run<>(action, new Object())).call();
        assertEquals("yes", System.clearProperty("wire.test.ran"));
    }

    private TaskBody<?> through(TaskBody<?> body) {
        EncodedTask encoded = wire.encoder.encodeTask(body);
        wire.define(encoded.requiredDefinitions());
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Blob argument : encoded.arguments()) {
            arguments.add(wire.decoder.decode(wire.transport(argument)));
        }
        return wire.decoder.toTaskBody(
                encoded.kind(), wire.decoder.decode(wire.transport(encoded.function())), arguments);
    }

    @Test
    void aFunctionOfAnotherKindIsRefused() {
        NotSerializableTaskException failure = assertThrows(
                NotSerializableTaskException.class,
                () -> wire.decoder.toTaskBody(EncodedTask.Kind.CALL, "no callable", List.of()));
        assertNotNull(failure.getCause());
    }
}
