package concurrent.futures.cluster.internal.engine.jgroups;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_ALL3;

/// Sees that a member has given no sign of life for some seconds, as JGroups does, and tells it of each.
///
/// In JGroups only the member that leads puts others out. If that one hears of both ends of a link that is broken, they
/// stay members that never hear of each other again. So it is told here, too, what this node alone does not hear of:
/// only after the one that leads has had time to see the same.
final class SignsOfLife extends FD_ALL3 {
    /// At so many looks in a row, one each interval, a member has been silent for the whole time.
    private static final int LOOKS = 3;

    private final Map<Address, Integer> looks = new ConcurrentHashMap<>();
    private volatile Consumer<Address> silent = _ -> {};
    private volatile Consumer<Address> heard = _ -> {};

    /// Makes them.
    SignsOfLife() {
        this.id = ClassConfigurator.getProtocolId(FD_ALL3.class);
    }

    /// Says who wants to know, before anything is to be known.
    ///
    /// @param whenSilent is told of a member that has been silent for long, and is still one
    /// @param whenHeard is told of it when it is heard of again, before anybody hears what it says
    void tell(Consumer<Address> whenSilent, Consumer<Address> whenHeard) {
        silent = whenSilent;
        heard = whenHeard;
    }

    /// At each look, again.
    @Override
    protected void suspect(List<Address> suspects) {
        super.suspect(suspects);
        for (Address suspect : suspects) {
            if (looks.merge(suspect, 1, Integer::sum) == LOOKS) {
                silent.accept(suspect);
                if (!looks.containsKey(suspect)) {
                    heard.accept(suspect); // Meanwhile; and whoever has heard it may have said so too soon.
                }
            }
        }
    }

    @Override
    protected boolean unsuspect(Address member) {
        boolean wasSuspected = super.unsuspect(member);
        Integer before = looks.isEmpty() || member == null ? null : looks.remove(member);
        if (before != null && before >= LOOKS) {
            heard.accept(member);
        }
        return wasSuspected;
    }

    @Override
    protected void handleViewChange(View view) {
        super.handleViewChange(view);
        looks.keySet().retainAll(view.getMembers());
    }
}
