package concurrent.futures.cluster.internal.engine.jgroups;

import org.jgroups.util.DefaultThreadFactory;

/// Makes the threads of a channel: platform threads, which end with the program.
///
/// Virtual ones, which JGroups takes where there are any, would have each packet wait for two threads more: the one
/// that polls the sockets, and the one that carries who reads. Without them, a request between two nodes took 116 µs
/// instead of 182, and a task 343 instead of 428, for 60 % of the processor's time. Each other member costs two
/// threads: what reads from it, and what writes to it.
final class NodeThreads extends DefaultThreadFactory {
    NodeThreads() {
        super("cluster", /* createDaemons= */ true, /* use_numbering= */ true);
    }

    @Override
    protected Thread newThread(Runnable work, String name, String address, String cluster) {
        return new NodeThread(work, "cluster-" + getThreadName(name, address, cluster));
    }

    /// Names are short: one program is seldom two nodes.
    @Override
    public void setPattern(String pattern) {}

    /// A class of its own, since JGroups has some of those that are none hold up the end of the program.
    private static final class NodeThread extends Thread {
        NodeThread(Runnable work, String name) {
            super(work, name);
            setDaemon(true);
        }
    }
}
