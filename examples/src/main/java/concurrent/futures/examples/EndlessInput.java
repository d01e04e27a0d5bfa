package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.ThreadPoolExecutor;
import java.math.BigInteger;
import java.util.stream.Stream;

/// Maps over an input without an end: with a buffer size, only so many elements are read ahead of the consumer.
public final class EndlessInput {
    private EndlessInput() {}

    /// Prints the exponents of the first Mersenne primes.
    ///
    /// @param args how many to print; 8 by default
    public static void main(String... args) {
        int wanted = args.length == 0 ? 8 : Integer.parseInt(args[0]);
        // @start region="buffer"
        Iterable<Integer> exponents = () -> Stream.iterate(2, n -> n + 1).iterator();
        MapOptions sixteenAhead = MapOptions.defaults().withBufferSize(16);
        try (Executor executor = new ThreadPoolExecutor();
                Results<Integer> results = executor.map(n -> isMersennePrime(n) ? n : 0, exponents, sixteenAhead)) {
            results.stream().filter(n -> n > 0).limit(wanted).forEach(n -> IO.println("2^" + n + " - 1 is prime"));
        }
        // @end
    }

    private static boolean isMersennePrime(int exponent) {
        return BigInteger.TWO.pow(exponent).subtract(BigInteger.ONE).isProbablePrime(30);
    }
}
