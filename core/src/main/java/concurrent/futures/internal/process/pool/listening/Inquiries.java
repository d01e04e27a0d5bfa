package concurrent.futures.internal.process.pool.listening;

import concurrent.futures.internal.process.broadcast.PoolBroadcasts;
import concurrent.futures.internal.process.pool.sending.Courier;
import concurrent.futures.internal.shipping.ClassDesk;
import concurrent.futures.internal.shipping.ClassSource;
import concurrent.futures.internal.shipping.FoundClass;
import concurrent.futures.internal.shipping.FoundResources;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Answers what one worker asks for because it lacks it: classes, resources, and values that tasks share. A task waits
/// for the answer: if there is no memory for one, the worker is given up.
final class Inquiries {
    private final ClassDesk classDesk;
    private final PoolBroadcasts broadcasts;
    private final Courier courier;

    /// @param classDesk looks for classes and resources
    /// @param broadcasts has the shared values
    /// @param courier takes the answers to the worker
    Inquiries(ClassDesk classDesk, PoolBroadcasts broadcasts, Courier courier) {
        this.classDesk = classDesk;
        this.broadcasts = broadcasts;
        this.courier = courier;
    }

    void answer(Frame.ShareRequest request) {
        broadcasts.send(request.id(), new PoolBroadcasts.Post() {
            @Override
            public void post(Frame.FromParent frame, int requiredDefinitions) {
                courier.post(frame, requiredDefinitions);
            }
        });
    }

    void answer(Frame.ClassRequest request) {
        Consumer<ClassSource> looks = new Consumer<>() {
            @Override
            public void accept(ClassSource source) {
                answer(request, source);
            }
        };
        if (!classDesk.ask(looks)) {
            reply(request, FoundClass.unavailable("the parent can not look for it now"));
        }
    }

    private void answer(Frame.ClassRequest request, ClassSource source) {
        try {
            reply(request, find(request, source));
        } catch (OutOfMemoryError e) {
            courier.giveUp();
        }
    }

    private static FoundClass find(Frame.ClassRequest request, ClassSource source) {
        try {
            return source.findClass(request.loader(), request.name());
        } catch (OutOfMemoryError e) {
            return FoundClass.unavailable("the parent had no memory to look for it");
        }
    }

    private void reply(Frame.ClassRequest request, FoundClass found) {
        byte[] bytes = found.bytes();
        courier.post(
                new Frame.ClassReply(
                        request.request(),
                        found.definer(),
                        found.location(),
                        found.problem(),
                        bytes == null ? null : Blob.ofBytes(bytes)),
                0);
    }

    void answer(Frame.ResourceRequest request) {
        Consumer<ClassSource> looks = new Consumer<>() {
            @Override
            public void accept(ClassSource source) {
                answer(request, source);
            }
        };
        // Without a name, it is but an answer that is wanted.
        if (request.name().isEmpty() || !classDesk.ask(looks)) {
            reply(request, FoundResources.unavailable());
        }
    }

    private void answer(Frame.ResourceRequest request, ClassSource source) {
        try {
            reply(request, source.findResources(request.loader(), request.name()));
        } catch (OutOfMemoryError e) {
            courier.giveUp();
        }
    }

    private void reply(Frame.ResourceRequest request, FoundResources found) {
        List<Blob> contents = new ArrayList<>();
        for (byte[] content : found.contents()) {
            contents.add(Blob.ofBytes(content));
        }
        courier.post(new Frame.ResourceReply(request.request(), found.first(), found.complete(), contents), 0);
    }
}
