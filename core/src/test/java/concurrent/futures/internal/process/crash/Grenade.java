package concurrent.futures.internal.process.crash;

import concurrent.futures.internal.process.pool.Signs;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/// Goes off while it is written or read, on one side.
public final class Grenade implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Way way;
    private final Place place;
    private final long parent;
    private final String folder;

    Grenade(Way way, Place place, long parent, String folder) {
        this.way = way;
        this.place = place;
        this.parent = parent;
        this.folder = folder;
    }

    /// What the task is to return.
    public int value() {
        return Crowd.VALUE_OF_THE_VICTIM;
    }

    /// Another one.
    public Grenade copy() {
        return new Grenade(way, place, parent, folder);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        goOffIf(Signs.pid() == parent ? Place.ARGUMENT_WRITTEN : Place.RESULT_WRITTEN);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        goOffIf(Signs.pid() == parent ? Place.RESULT_READ : Place.ARGUMENT_READ);
    }

    private void goOffIf(Place now) {
        if (now == place) {
            Signs.leave(folder + "/gone-off", place.name());
            Harm.doesUndeclared(way, folder);
        }
    }
}
