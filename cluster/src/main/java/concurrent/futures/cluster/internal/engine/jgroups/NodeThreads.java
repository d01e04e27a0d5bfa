package concurrent.futures.cluster.internal.engine.jgroups;

import org.jgroups.util.DefaultThreadFactory;
import org.jgroups.util.ThreadFactory;

/// Makes the threads of a channel which read from and write to sockets: platform threads, which end with the program.
///
/// Virtual ones, which JGroups takes where there are any, would have each packet wait for two threads more: the one
/// that polls the sockets, and the one that carries who reads. Without them, a request between two nodes took 116 µs
/// instead of 182, and a task 343 instead of 428, for 60 % of the processor's time. Each other member costs two
/// threads: what reads from it, and what writes to it.
///
/// What else is to be done is done by [virtual ones][#ofPool], of which there may be as many as wanted, and none when
/// nothing is to be done.
final class NodeThreads extends DefaultThreadFactory {
    NodeThreads() {
        super("cluster", /* createDaemons= */ true, /* use_numbering= */ true);
    }

    /// The threads of the pool.
    static ThreadFactory ofPool() {
        return new DefaultThreadFactory("cluster", /* createDaemons= */ true, /* use_numbering= */ true)
                .useVirtualThreads(true);
    }

    @Override
    protected Thread newThread(Runnable work, String name, String address, String cluster) {
        return new NodeThread(work, "cluster-" + getThreadName(name, address, cluster));
    }

    /// Names are short: one program is seldom two nodes.
    @Override
    public void setPattern(String pattern) {}

    /// Of threads of no other class than [Thread], JGroups lets some hold up the end of the program.
    private static final class NodeThread extends Thread {
        NodeThread(Runnable work, String name) {
            super(work, name);
            setDaemon(true);
        }
    }
}
