package concurrent.futures.benchmarks.codec;

import concurrent.futures.Task;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A value, and both ends of a connection that knows its classes already.
@State(Scope.Benchmark)
public class Ends {
    /// What is encoded: a lambda that captures a number and a text, a record with three components, a list of 1,000
    /// boxed integers, or an array of 1,000 doubles.
    @Param({"lambda", "record", "boxed-list", "array"})
    public String what = "lambda";

    private final LoaderTable loaders = new LoaderTable();
    private final Dictionary dictionary = new Dictionary(loaders);
    private final DictionaryReplica replica = new DictionaryReplica(loaders);
    private final ObjectEncoder encoder = new ObjectEncoder(dictionary);
    private final ObjectDecoder decoder = new ObjectDecoder(replica);

    Object value = "";

    /// A small record.
    ///
    /// @param id a number
    /// @param name a text
    /// @param score a fraction
    record Small(int id, String name, double score) implements Serializable {}

    /// Makes the value, sends it once, and checks what arrives.
    @Setup
    public void make() {
        value = switch (what) {
            case "lambda" -> lambda(7, "seven");
            case "record" -> new Small(7, "seven", 0.5);
            case "boxed-list" -> IntStream.range(0, 1_000).boxed().collect(Collectors.toCollection(ArrayList::new));
            case "array" -> IntStream.range(0, 1_000).asDoubleStream().toArray();
            default -> throw new IllegalArgumentException(what);
        };
        Blob blob = encode();
        if (dictionary.size() > 0) {
            replica.accept(dictionary.definitions(0, dictionary.size()));
        }
        Object answer = decode(blob);
        if (!text(value).equals(text(answer))) {
            throw new IllegalStateException("sent " + text(value) + ", received " + text(answer));
        }
    }

    private static Task<String> lambda(int number, String text) {
        return () -> text + number;
    }

    private static String text(@Nullable Object value) {
        try {
            return switch (value) {
                case null -> "null";
                case Task<?> task -> String.valueOf(task.call());
                case double[] array -> Arrays.toString(array);
                case List<?> list -> list.toString();
                default -> value.toString();
            };
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Blob encode() {
        return encoder.encode(value);
    }

    @Nullable
    Object decode(Blob blob) {
        return decoder.decode(blob);
    }
}
