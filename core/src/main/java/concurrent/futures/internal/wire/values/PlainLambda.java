package concurrent.futures.internal.wire.values;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.invoke.LambdaMetafactory;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a lambda that is not serialisable stands. The JDK gives its line away to nobody. But its class names the class
/// in which it was made, the interface, and the types of what it captured: there are seldom more than a few places in
/// that class file which make such a one.
final class PlainLambda {
    /// More places than these say nothing.
    private static final int MOST_PLACES = 3;

    /// What separates the name of the class from the rest.
    private static final String MARK = "$$Lambda";

    private final Class<?> type;
    private final String host;

    private PlainLambda(Class<?> type) {
        this.type = type;
        this.host = type.getName().substring(0, type.getName().indexOf(MARK));
    }

    static boolean isOne(Class<?> type) {
        return type.isHidden() && type.isSynthetic() && type.getName().contains(MARK);
    }

    /// Says which lambda it is, as far as that can be told.
    static String describe(Class<?> type) {
        PlainLambda lambda = new PlainLambda(type);
        String interfaces =
                Arrays.stream(type.getInterfaces()).map(Class::getName).collect(Collectors.joining(", "));
        return "the lambda or method reference in " + lambda.host + lambda.place() + ", made as a " + interfaces;
    }

    private String place() {
        try (InputStream in = open()) {
            if (in == null) {
                return "";
            }
            ClassModel model = ClassFile.of().parse(in.readAllBytes());
            SortedSet<Integer> lines = new TreeSet<>();
            for (MethodModel method : model.methods()) {
                method.code().ifPresent(code -> collect(code, lines));
            }
            String file = model.findAttribute(Attributes.sourceFile())
                    .map(attribute -> attribute.sourceFile().stringValue())
                    .orElse("");
            return describe(file, lines);
        } catch (IOException | RuntimeException unreadable) {
            return "";
        }
    }

    private @Nullable InputStream open() {
        String resource = host.replace('.', '/') + ".class";
        ClassLoader loader = type.getClassLoader();
        return loader == null ? ClassLoader.getSystemResourceAsStream(resource) : loader.getResourceAsStream(resource);
    }

    private static String describe(String file, SortedSet<Integer> lines) {
        if (file.isEmpty() || lines.isEmpty() || lines.size() > MOST_PLACES) {
            return "";
        }
        return " (" + lines.stream().map(line -> file + ":" + line).collect(Collectors.joining(" or ")) + ")";
    }

    private void collect(CodeModel code, SortedSet<Integer> lines) {
        int line = 0;
        for (CodeElement element : code) {
            if (element instanceof LineNumber next) {
                line = next.line();
            } else if (element instanceof InvokeDynamicInstruction call && line > 0 && makesIt(call)) {
                lines.add(line);
            }
        }
    }

    private boolean makesIt(InvokeDynamicInstruction call) {
        ClassDesc maker = call.bootstrapMethod().owner();
        if (!maker.descriptorString().equals(LambdaMetafactory.class.descriptorString())) {
            return false;
        }
        List<String> captured = Arrays.stream(type.getDeclaredFields())
                .map(Field::getType)
                .map(Class::descriptorString)
                .toList();
        return call.typeSymbol().parameterList().stream()
                        .map(ClassDesc::descriptorString)
                        .toList()
                        .equals(captured)
                && call.typeSymbol().returnType().descriptorString().equals(type.getInterfaces()[0].descriptorString());
    }
}
