package concurrent.futures.benchmarks;

import concurrent.futures.benchmarks.cluster.ClusterBacklog;
import concurrent.futures.benchmarks.cluster.ClusterBytes;
import concurrent.futures.benchmarks.cluster.ClusterRoundTrip;
import concurrent.futures.benchmarks.cluster.ClusterStart;
import concurrent.futures.benchmarks.cluster.ClusterTiny;
import concurrent.futures.benchmarks.cluster.ClusterUneven;
import concurrent.futures.benchmarks.cluster.FrozenAgent;
import concurrent.futures.benchmarks.cluster.IdleAgent;
import concurrent.futures.benchmarks.cluster.KilledAgent;
import concurrent.futures.benchmarks.cpu.BreakEven;
import concurrent.futures.benchmarks.cpu.HashFiles;
import concurrent.futures.benchmarks.cpu.Primes;
import concurrent.futures.benchmarks.floor.BareJvm;
import concurrent.futures.benchmarks.floor.ByHand;
import concurrent.futures.benchmarks.floor.MemoryCopy;
import concurrent.futures.benchmarks.floor.PageCopy;
import concurrent.futures.benchmarks.floor.PageEcho;
import concurrent.futures.benchmarks.floor.SocketEcho;
import concurrent.futures.benchmarks.floor.prototype.LambdaFutures;
import concurrent.futures.benchmarks.floor.prototype.Lambdas;
import concurrent.futures.benchmarks.floor.prototype.PackedRecords;
import concurrent.futures.benchmarks.jmh.Codec;
import concurrent.futures.benchmarks.jmh.ThreadsAsTheyCome;
import concurrent.futures.benchmarks.jmh.ThreadsInOrder;
import concurrent.futures.benchmarks.jmh.ThreadsMap;
import concurrent.futures.benchmarks.jmh.ThreadsRoundTrip;
import concurrent.futures.benchmarks.large.AutoChunk;
import concurrent.futures.benchmarks.large.Backlog;
import concurrent.futures.benchmarks.large.CostOfPayload;
import concurrent.futures.benchmarks.large.CostOfWorkers;
import concurrent.futures.benchmarks.large.Crew;
import concurrent.futures.benchmarks.large.Stragglers;
import concurrent.futures.benchmarks.large.StreamedResults;
import concurrent.futures.benchmarks.large.VastMap;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.benchmarks.memory.IdleWorker;
import concurrent.futures.benchmarks.memory.LongMap;
import concurrent.futures.benchmarks.memory.PendingFutures;
import concurrent.futures.benchmarks.payload.BoxedList;
import concurrent.futures.benchmarks.payload.Bytes;
import concurrent.futures.benchmarks.payload.Doubles;
import concurrent.futures.benchmarks.payload.RecordMap;
import concurrent.futures.benchmarks.payload.SharedGigabyte;
import concurrent.futures.benchmarks.start.AfterKill;
import concurrent.futures.benchmarks.start.ColdStart;
import concurrent.futures.benchmarks.start.ManyWorkers;
import concurrent.futures.benchmarks.start.SecondPool;
import concurrent.futures.benchmarks.tiny.RoundTrip;
import concurrent.futures.benchmarks.tiny.TinyMap;
import concurrent.futures.benchmarks.tiny.TinyMapChunked;
import concurrent.futures.benchmarks.tiny.TinySubmit;
import concurrent.futures.benchmarks.watched.WatchedProcessesMap;
import concurrent.futures.benchmarks.watched.WatchedProcessesSubmit;
import concurrent.futures.benchmarks.watched.WatchedThreadsMap;
import concurrent.futures.benchmarks.watched.WatchedThreadsSubmit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Every workload of this module, by name. Those of CPython are the modules in `python/workloads`, by the same names.
final class Workloads {
    private static final Map<String, Workload> BY_NAME = byName(
            new TinySubmit(),
            new TinyMap(),
            new TinyMapChunked(),
            new RoundTrip(),
            new Bytes(),
            new Doubles(),
            new BoxedList(),
            new RecordMap(),
            new SharedGigabyte(),
            new BreakEven(),
            new Primes(),
            new HashFiles(),
            new ColdStart(),
            new SecondPool(),
            new AfterKill(),
            new ManyWorkers(),
            new IdleWorker(),
            new PendingFutures(),
            new LongMap(),
            new Backlog(),
            new VastMap(),
            new StreamedResults(),
            new Crew(),
            new Stragglers(),
            new AutoChunk(),
            new CostOfPayload(),
            new CostOfWorkers(),
            new ClusterRoundTrip(),
            new ClusterTiny(),
            new ClusterUneven(),
            new ClusterStart(),
            new KilledAgent(),
            new FrozenAgent(),
            new IdleAgent(),
            new ClusterBytes(),
            new ClusterBacklog(),
            new WatchedThreadsSubmit(),
            new WatchedThreadsMap(),
            new WatchedProcessesSubmit(),
            new WatchedProcessesMap(),
            new ThreadsAsTheyCome(),
            new ThreadsInOrder(),
            new ThreadsMap(),
            new ThreadsRoundTrip(),
            new Codec(),
            new SocketEcho(),
            new PageEcho(),
            new PageCopy(),
            new MemoryCopy(),
            new BareJvm(),
            new ByHand(),
            new Lambdas(),
            new LambdaFutures(),
            new PackedRecords());

    private Workloads() {}

    private static Map<String, Workload> byName(Workload... workloads) {
        Map<String, Workload> all = new LinkedHashMap<>();
        for (Workload workload : workloads) {
            all.put(nameOf(workload), workload);
        }
        return all;
    }

    /// The name of its class in words: that of `TinySubmit` is `tiny-submit`.
    private static String nameOf(Workload workload) {
        return workload.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    static Collection<String> names() {
        return BY_NAME.keySet();
    }

    /// A workload.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    static Workload named(String name) {
        Workload workload = BY_NAME.get(name);
        if (workload == null) {
            throw new IllegalArgumentException("no workload '" + name + "'; there are " + String.join(", ", names()));
        }
        return workload;
    }
}
