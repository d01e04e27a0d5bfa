package concurrent.futures.benchmarks;

import static concurrent.futures.benchmarks.table.Row.row;
import static concurrent.futures.benchmarks.table.Unit.BANDWIDTH;
import static concurrent.futures.benchmarks.table.Unit.CPU;
import static concurrent.futures.benchmarks.table.Unit.MEMORY;
import static concurrent.futures.benchmarks.table.Unit.RATE;
import static concurrent.futures.benchmarks.table.Unit.SPEED_UP;
import static concurrent.futures.benchmarks.table.Unit.TIME;

import concurrent.futures.benchmarks.table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The rows of the table: what is compared with what, and what is to be reached.
final class Catalogue {
    /// What takes long, and is left out where nobody asks for it.
    private static final List<Row> LARGE = large();

    static final List<Row> ROWS = rows();

    private Catalogue() {}

    private static List<Row> rows() {
        List<Row> all = new ArrayList<>();
        all.addAll(tinyTasks());
        all.addAll(roundTrips());
        all.addAll(largeValues());
        all.addAll(starts());
        all.addAll(processors());
        all.addAll(memory());
        all.addAll(threads());
        all.addAll(codec());
        all.addAll(LARGE);
        return List.copyOf(all);
    }

    private static List<Row> tinyTasks() {
        return List.of(
                row("tiny-submit", RATE, "tiny-submit/rate", "200,000 tiny lambdas: submit, asCompleted")
                        .python("python:tiny-submit/executor", "python:tiny-submit/pool")
                        .floor("lambda-futures/rate")
                        .atLeast(100, "python:tiny-submit/executor", "ProcessPoolExecutor")
                        .atLeast(40, "python:tiny-submit/pool", "multiprocessing.Pool")
                        .atLeast(0.6, "lambda-futures/rate", "a prototype without books"),
                row("tiny-submit-first", RATE, "tiny-submit/first-rate", "the same, the first 200,000 of a new pool"),
                row("lambdas", RATE, "lambda-futures/rate", "floor: a prototype with futures, without books")
                        .floor("lambdas/rate"),
                row("tiny-map", RATE, "tiny-map/rate", "200,000 tiny lambdas: map, no options")
                        .python("python:tiny-map/executor", "python:tiny-map/pool")
                        .floor("packed-records/rate")
                        .atLeast(100, "python:tiny-map/executor", "its map")
                        .atLeast(1, "python:tiny-map-chunked/executor", "its map in chunks of 1,000"),
                row("tiny-map-first", RATE, "tiny-map/first-rate", "the same, the first 200,000 of a new pool"),
                row("tiny-map-chunked", RATE, "tiny-map-chunked/rate", "200,000 tiny lambdas: map, chunks of 1,000")
                        .python("python:tiny-map-chunked/executor", "python:tiny-map-chunked/pool")
                        .floor("packed-records/rate")
                        .atLeast(3, "python:tiny-map-chunked/executor", "its map in chunks of 1,000"),
                row("break-even", TIME, "break-even/time", "shortest task with 80 % of the threads' speed-up")
                        .python("python:break-even/executor")
                        .atMost(15e-6, "15 µs"));
    }

    private static List<Row> roundTrips() {
        return List.of(
                row("round-trip", TIME, "round-trip/median", "round trip, back to back")
                        .python("python:round-trip/executor", "python:round-trip/pool")
                        .floor("socket-echo/median")
                        .atMost(10e-6, "10 µs")
                        .atMost(0.125, "python:round-trip/pool", "multiprocessing.Pool")
                        .atMost(0.125, "python:round-trip/executor", "ProcessPoolExecutor")
                        .atMost(1.6, "socket-echo/median", "the echo of 64 bytes"),
                row("round-trip-p99", TIME, "round-trip/p99", "round trip, back to back: 99th percentile")
                        .python("python:round-trip/executor-p99", "python:round-trip/pool-p99")
                        .floor("socket-echo/p99")
                        .atMost(5, "round-trip/median", "the median"),
                row("round-trip-cpu", CPU, "round-trip/cpu", "round trip, back to back: CPU of both per time")
                        .atMost(2.5, "2.5"),
                row("round-trip-paced", TIME, "round-trip/paced-median", "round trip, one every 2 ms")
                        .python("python:round-trip/executor-paced", "python:round-trip/pool-paced")
                        .floor("socket-echo/paced-median")
                        .atMost(1.6, "socket-echo/paced-median", "the echo of 64 bytes, paced alike"),
                row("round-trip-paced-p99", TIME, "round-trip/paced-p99", "round trip, one every 2 ms: 99th percentile")
                        .python("python:round-trip/executor-paced-p99", "python:round-trip/pool-paced-p99")
                        .floor("socket-echo/paced-p99")
                        .atMost(5, "round-trip/paced-median", "the median"),
                row(
                                "round-trip-paced-cpu",
                                CPU,
                                "round-trip/paced-cpu",
                                "round trip, one every 2 ms: CPU of both per time")
                        .atMost(2.5, "2.5"),
                row("idle-cpu", CPU, "idle-worker/cpu", "idle pool of one: CPU of both sides per second")
                        .floor("bare-jvm/idle-cpu")
                        .atMost(3, "bare-jvm/idle-cpu", "a sleeping JVM (there are two)"),
                row("echo", TIME, "socket-echo/median", "floor: 64 bytes echoed over a Unix socket")
                        .floor("page-echo/median"));
    }

    private static List<Row> largeValues() {
        return List.of(
                row("bytes-argument", BANDWIDTH, "bytes/argument", "64 MiB byte[] as an argument")
                        .python("python:bytes/executor-argument", "python:bytes/pool-argument")
                        .floor("page-copy/rate")
                        .atLeast(12, "python:bytes/executor-argument", "ProcessPoolExecutor")
                        .atLeast(0.6, "page-copy/rate", "copying through a shared page"),
                row("bytes-result", BANDWIDTH, "bytes/result", "64 MiB byte[] as a result")
                        .python("python:bytes/executor-result", "python:bytes/pool-result")
                        .floor("page-copy/rate")
                        .atLeast(12, "python:bytes/executor-result", "ProcessPoolExecutor")
                        .atLeast(0.6, "page-copy/rate", "copying through a shared page"),
                row("doubles-echo", BANDWIDTH, "doubles/rate", "64 MB double[] echoed (bytes count twice)")
                        .python("python:doubles/executor-rate", "python:doubles/pool-rate")
                        .floor("page-copy/rate")
                        .atLeast(12, "python:doubles/executor-rate", "ProcessPoolExecutor")
                        .atLeast(0.6, "page-copy/rate", "copying through a shared page"),
                row("boxed-list-echo", TIME, "boxed-list/time", "list of a million boxed integers echoed")
                        .python("python:boxed-list/executor", "python:boxed-list/pool")
                        .atMost(0.5, "python:boxed-list/executor", "ProcessPoolExecutor"),
                row("record-map-echo", TIME, "record-map/time", "map of 100,000 strings to records echoed")
                        .python("python:record-map/executor", "python:record-map/pool")
                        .atMost(0.2, "python:record-map/executor", "ProcessPoolExecutor"),
                row("shared-memory", TIME, "shared-gigabyte/first", "SharedMemory: handing 1 GiB to a worker")
                        .python("python:shared-gigabyte/executor")
                        .floor("shared-gigabyte/tiny")
                        .atMost(100e-6, "100 µs"),
                row(
                        "shared-memory-written",
                        TIME,
                        "shared-gigabyte/just-written",
                        "the same, right after it was written"),
                row("page-copy", BANDWIDTH, "page-copy/rate", "floor: copying through a shared page")
                        .floor("page-copy/pipelined-rate"),
                row("page-copy-pipelined", BANDWIDTH, "page-copy/pipelined-rate", "floor: the same, both sides at once")
                        .floor("memory-copy/rate"));
    }

    private static List<Row> starts() {
        return List.of(
                row("cold-start-trained", TIME, "cold-start/trained", "cold program's first result, cache trained")
                        .python("python:cold-start/spawn", "python:cold-start/fork")
                        .floor("bare-jvm/start")
                        .atMost(2, "bare-jvm/start", "a bare JVM's start"),
                row("cold-start", TIME, "cold-start/untrained", "cold program's first result, cache empty")
                        .python("python:cold-start/spawn", "python:cold-start/fork")
                        .floor("bare-jvm/start")
                        .atMost(3.3, "bare-jvm/start", "a bare JVM's start"),
                row("second-pool", TIME, "second-pool/time", "second pool in the same JVM: first result")
                        .python("python:second-pool/spawn", "python:second-pool/fork")
                        .floor("bare-jvm/start")
                        .atMost(1.8, "bare-jvm/start", "a bare JVM's start"),
                row("after-kill", TIME, "after-kill/alone", "next result after kill -9 of the only worker")
                        .python("python:after-kill/executor")
                        .floor("bare-jvm/start")
                        .atMost(1.8, "bare-jvm/start", "a bare JVM's start"),
                row("after-kill-spare", TIME, "after-kill/spare", "the same with a spare worker standing by")
                        .python("python:after-kill/executor")
                        .atMost(10e-3, "10 ms"),
                row("many-workers", TIME, "many-workers/time", "32 workers ready")
                        .python("python:many-workers/spawn", "python:many-workers/fork")
                        .floor("by-hand/time")
                        .atMost(0.85, "by-hand/time", "32 JVMs by hand"),
                row("idle-worker", MEMORY, "idle-worker/memory", "idle worker: resident memory")
                        .python("python:idle-worker/spawn", "python:idle-worker/fork")
                        .floor("bare-jvm/memory")
                        .atMost(46e6, "46 MB"));
    }

    private static List<Row> processors() {
        return List.of(
                row("primes", SPEED_UP, "primes/speed-up", "primes, 2 workers over the serial loop")
                        .python("python:primes/executor-speed-up", "python:primes/pool-speed-up")
                        .floor("primes/threads-speed-up")
                        .atLeast(0.97, "primes/threads-speed-up", "JDK threads"),
                row("hash-files", SPEED_UP, "hash-files/speed-up", "SHA-256 of 256 MiB in files, 2 workers, likewise")
                        .python("python:hash-files/executor-speed-up", "python:hash-files/pool-speed-up")
                        .floor("hash-files/threads-speed-up")
                        .atLeast(0.97, "hash-files/threads-speed-up", "JDK threads"));
    }

    private static List<Row> memory() {
        return List.of(
                row("pending-threads", MEMORY, "pending-futures/threads", "live heap per pending future: threads")
                        .python("python:pending-futures/threads")
                        .floor("pending-futures/jdk")
                        .atMost(110, "110 B"),
                row("pending-processes", MEMORY, "pending-futures/processes", "live heap per pending future: processes")
                        .python("python:pending-futures/processes")
                        .floor("pending-futures/jdk")
                        .atMost(250, "250 B"),
                row("long-map-threads", RATE, "long-map/threads", "long map, buffer 1,000, 64 MB heap: threads")
                        .python("python:long-map/threads")
                        .atLeast(15, "python:long-map/threads", "CPython"),
                row("long-map-processes", RATE, "long-map/processes", "long map, buffer 1,000, 64 MB heap: processes")
                        .python("python:long-map/processes")
                        .atLeast(25, "python:long-map/processes", "CPython"));
    }

    private static List<Row> threads() {
        List<Row> all = new ArrayList<>();
        for (String kind : List.of("platform", "virtual")) {
            String of = kind.equals("platform") ? " threads" : " virtual";
            all.add(against(
                    kind, "as-they-come", of + ": 500,000 by submit, asCompleted", "ExecutorCompletionService"));
            all.add(against(kind, "in-order", of + ": submit, result()", "submit, get()"));
            all.add(against(kind, "map", of + ": map", "invokeAll"));
            String trip = "threads-round-trip/" + kind;
            all.add(row(kind + "-round-trip", TIME, "1 / " + trip + ".ours", of.strip() + ": round trip")
                    .python("1 / python:threads-round-trip/executor", "1 / python:threads-round-trip/pool")
                    .floor("1 / " + trip + ".jdk")
                    .atMost(1, "1 / " + trip + ".jdk", "the JDK's"));
        }
        return all;
    }

    private static Row against(String kind, String workload, String title, String jdk) {
        String program = "threads-" + workload;
        String theirs = program + "/" + kind + ".jdk";
        boolean better = workload.equals("as-they-come") && kind.equals("platform");
        Row row = row(kind + "-" + workload, RATE, program + "/" + kind + ".ours", title.strip())
                .python(
                        workload.equals("map")
                                ? new String[] {"python:" + program + "/executor", "python:" + program + "/pool"}
                                : new String[] {"python:" + program + "/executor"})
                .floor(theirs);
        return row.atLeast(better ? 1.5 : 1, theirs, jdk);
    }

    private static List<Row> codec() {
        List<Row> all = new ArrayList<>();
        for (String what : List.of("lambda", "record", "boxed-list", "array")) {
            all.add(row("codec-" + what, TIME, "1 / codec/" + what + ".ours", "to bytes and back: " + what)
                    .floor("1 / codec/" + what + ".jdk"));
        }
        return all;
    }

    private static List<Row> large() {
        List<Row> all = new ArrayList<>(List.of(
                row("backlog-submit", TIME, "backlog/processes-submit", "a million pending, 512 MB heap: submit each")
                        .floor("backlog/threads-submit"),
                row("backlog-end", TIME, "backlog/processes-end", "a million pending, 512 MB heap: end of each")
                        .floor("backlog/threads-end"),
                row("vast-map", RATE, "vast-map/processes", "map of 100 million, buffer 1,000, 256 MB heap")
                        .floor("vast-map/threads"),
                row("vast-map-heap", MEMORY, "vast-map/processes-heap-growth", "the same: how much the heap grows")
                        .floor("vast-map/threads-heap-growth")
                        .atMost(4 << 20, "4 MiB"),
                row("streamed-results", BANDWIDTH, "streamed-results/in-order", "10 GiB of results, 256 MB heap")
                        .floor("streamed-results/unordered"),
                row("crew-start", TIME, "crew/start", "64 workers: from the constructor until all run"),
                row("crew-map", RATE, "crew/map", "64 workers: 200,000 tiny lambdas by map, cold"),
                row("crew-uneven", TIME, "crew/uneven", "64 workers: 4,000 tasks of 10 µs to 10 ms")
                        .floor("crew/uneven-serial"),
                row("crew-close", TIME, "crew/close", "64 workers: close"),
                row("cost-of-payload", TIME, "cost-of-payload/1000-trip", "round trip with 1,000 bytes")
                        .floor("cost-of-payload/10-trip"),
                row("cost-of-workers", TIME, "cost-of-workers/2-time", "a tiny task by submit, on 2 workers")
                        .floor("cost-of-workers/1-time")));
        for (String way : List.of("submit", "map", "chunks-of-10", "chunks-of-100", "threads")) {
            all.add(row("stragglers-" + way, TIME, "stragglers/" + way, "1 % of the tasks are stragglers: " + way)
                    .floor("stragglers/ideal"));
        }
        for (String length : List.of("1us", "10us", "100us", "1ms", "10ms", "100ms", "1s")) {
            String best = "auto-chunk/" + length + "-best";
            all.add(row("auto-chunk-" + length, TIME, "auto-chunk/" + length, "map, no options: tasks of " + length)
                    .floor(best)
                    .atMost(1.5, best, "the best chunk size"));
        }
        all.addAll(watched());
        all.addAll(cluster());
        return List.copyOf(all);
    }

    private static List<Row> watched() {
        List<Row> all = new ArrayList<>();
        for (String kind : List.of("threads", "processes")) {
            for (String way : List.of("submit", "map")) {
                String name = "watched-" + kind + "-" + way;
                String alone = name + "/alone";
                all.add(row(name, RATE, name + "/watched", kind + ", a dashboard attached: 500,000 by " + way)
                        .floor(alone)
                        .atLeast(0.8, alone, "those without"));
            }
        }
        return all;
    }

    private static List<Row> cluster() {
        return List.of(
                row("cluster-round-trip", TIME, "cluster-round-trip/median", "cluster: round trip to one agent")
                        .floor("cluster-round-trip/request")
                        .atMost(2, "cluster-round-trip/engine", "the engine's own request"),
                row("cluster-submit", RATE, "cluster-tiny/submit", "cluster: tiny lambdas on two agents: submit")
                        .floor("cluster-tiny/requests")
                        .atLeast(50_000, "50,000/s"),
                row("cluster-first", RATE, "cluster-tiny/submit-first", "cluster: the first 100,000 of a new cluster")
                        .floor("cluster-tiny/requests"),
                row("cluster-map", RATE, "cluster-tiny/map", "cluster: tiny lambdas on two agents: map")
                        .floor("cluster-tiny/requests")
                        .atLeast(50_000, "50,000/s"),
                row("cluster-chunks", RATE, "cluster-tiny/chunks", "cluster: the same in chunks of 1,000")
                        .floor("cluster-tiny/requests")
                        .atLeast(50_000, "50,000/s"),
                row("cluster-uneven", TIME, "cluster-uneven/time", "cluster: 64 tasks of 20 to 400 ms on 8 slots")
                        .floor("cluster-uneven/ideal")
                        .atMost(1.2, "cluster-uneven/ideal", "8 slots that lose no time"),
                row("cluster-formed", TIME, "cluster-start/first-members", "cluster: driver and two agents have formed")
                        .floor("cluster-start/members")
                        .atMost(3, "3 s"),
                row("cluster-start", TIME, "cluster-start/first", "cluster: driver and two agents that run tasks")
                        .floor("cluster-start/time"),
                row("cluster-killed", TIME, "killed-agent/longest", "cluster: a killed agent's task fails")
                        .floor("killed-agent/time")
                        .atMost(2, "2 s"),
                row("cluster-frozen", TIME, "frozen-agent/longest", "cluster: a frozen agent's task fails")
                        .floor("frozen-agent/time")
                        .atMost(15, "15 s"),
                row("cluster-idle", MEMORY, "idle-agent/fresh", "cluster: idle agent, without workers")
                        .atMost(100e6, "100 MB"),
                row("cluster-idle-used", MEMORY, "idle-agent/used", "cluster: idle agent that had 10,000 tasks")
                        .atMost(100e6, "100 MB"),
                row("cluster-idle-cpu", CPU, "idle-agent/cpu", "cluster: CPU of an idle agent per second"),
                row("cluster-argument", BANDWIDTH, "cluster-bytes/argument", "cluster: 64 MiB byte[] as an argument")
                        .floor("cluster-bytes/engine"),
                row("cluster-result", BANDWIDTH, "cluster-bytes/result", "cluster: 64 MiB byte[] as a result")
                        .floor("cluster-bytes/engine"),
                row("cluster-backlog", MEMORY, "cluster-backlog/heap", "cluster: live heap of a task that waits"));
    }

    /// Those of some rows that do not take long.
    static List<Row> quick(List<Row> rows) {
        return rows.stream().filter(row -> !LARGE.contains(row)).toList();
    }

    /// The rows in whose name something matches.
    static List<Row> matching(Pattern pattern) {
        return ROWS.stream().filter(row -> pattern.matcher(row.name()).find()).toList();
    }
}
