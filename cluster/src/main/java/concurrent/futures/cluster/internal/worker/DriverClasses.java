package concurrent.futures.cluster.internal.worker;

import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import concurrent.futures.internal.shipping.ClassSource;
import concurrent.futures.internal.shipping.FoundClass;
import concurrent.futures.internal.shipping.FoundResources;

/// The class loaders of the driver, asked through the agent.
final class DriverClasses implements ClassSource {
    private final Supplies supplies;

    DriverClasses(Supplies supplies) {
        this.supplies = supplies;
    }

    @Override
    public FoundClass findClass(int loader, String name) {
        try {
            byte[] answer = supplies.get(Supplies.classFile(loader, name));
            if (QuestionCodec.readAnswer(answer) instanceof Answer.ClassFile file) {
                return new FoundClass(file.definer(), file.location(), file.bytes(), file.problem());
            }
            return FoundClass.unavailable("the driver answered something else");
        } catch (RuntimeException e) {
            return FoundClass.unavailable(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    @Override
    public FoundResources findResources(int loader, String name) {
        try {
            byte[] answer = supplies.get(Supplies.resources(loader, name));
            return QuestionCodec.readAnswer(answer) instanceof Answer.Resources resources
                    ? new FoundResources(resources.first(), resources.contents(), resources.complete())
                    : FoundResources.unavailable();
        } catch (RuntimeException e) {
            return FoundResources.unavailable();
        }
    }
}
