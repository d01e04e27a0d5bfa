package concurrent.futures.internal.wire.values;

import concurrent.futures.internal.wire.dictionary.CapturingClass;
import concurrent.futures.internal.wire.dictionary.LambdaShape;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LocalVariableInfo;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a lambda stands in the source, and what the variables that it captured are called there: read from the
/// class file, as far as that can be had and tells.
final class LambdaSource {
    private final SerializedLambda lambda;
    private final @Nullable String file;
    private final int line;
    private final List<String> variables;

    private LambdaSource(SerializedLambda lambda, @Nullable String file, int line, List<String> variables) {
        this.lambda = lambda;
        this.file = file;
        this.line = line;
        this.variables = variables;
    }

    static LambdaSource of(SerializedLambda lambda) {
        try {
            ClassModel model = classFile(lambda);
            for (MethodModel method : model.methods()) {
                if (method.methodName().equalsString(lambda.getImplMethodName())
                        && method.methodType().equalsString(lambda.getImplMethodSignature())) {
                    return read(lambda, model, method);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // the names alone have to do
        }
        return new LambdaSource(lambda, null, -1, List.of());
    }

    private static ClassModel classFile(SerializedLambda lambda) throws IOException {
        String resource = lambda.getImplClass() + ".class";
        ClassLoader loader = new CapturingClass().loaderOf(lambda);
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return ClassFile.of().parse(in.readAllBytes());
        }
    }

    private static LambdaSource read(SerializedLambda lambda, ClassModel model, MethodModel method) {
        String file = model.findAttribute(Attributes.sourceFile())
                .map(attribute -> attribute.sourceFile().stringValue())
                .orElse(null);
        CodeModel code = method.code().orElse(null);
        if (code == null) {
            return new LambdaSource(lambda, file, -1, List.of());
        }
        int line = code.elementStream()
                .filter(LineNumber.class::isInstance)
                .mapToInt(element -> ((LineNumber) element).line())
                .findFirst()
                .orElse(-1);
        List<LocalVariableInfo> locals = new ArrayList<>();
        code.findAttributes(Attributes.localVariableTable()).forEach(table -> locals.addAll(table.localVariables()));
        List<String> variables = new ArrayList<>();
        int slot = 0;
        if (!method.flags().has(AccessFlag.STATIC)) {
            variables.add("this");
            slot++;
        }
        for (ClassDesc parameter :
                MethodTypeDesc.ofDescriptor(lambda.getImplMethodSignature()).parameterList()) {
            int wanted = slot;
            variables.add(locals.stream()
                    .filter(local -> local.slot() == wanted && local.startPc() == 0)
                    .map(local -> local.name().stringValue())
                    .findFirst()
                    .orElse("number " + (variables.size() + 1)));
            boolean wide = parameter.descriptorString().equals("J")
                    || parameter.descriptorString().equals("D");
            slot += wide ? 2 : 1;
        }
        return new LambdaSource(lambda, file, line, variables);
    }

    /// The captured variable that an object was in.
    Label captured(ObjectPath.Step step) {
        List<@Nullable Object> captured = Arrays.asList(EncodingStream.captured(lambda));
        int index = PathLabels.indexOf(captured, step);
        Object target = index < 0 ? null : captured.get(index);
        boolean isThis = index == 0 && isLambda() && lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
        return new Label(
                isThis ? Label.Place.CAPTURED_THIS : Label.Place.CAPTURED_VARIABLE,
                describe() + ", " + variable(index),
                target == null ? step.object() : target);
    }

    private boolean isLambda() {
        return lambda.getImplMethodName().startsWith("lambda$");
    }

    private String variable(int index) {
        if (!isLambda()) {
            return "its receiver";
        }
        return index >= 0 && index < variables.size()
                ? "captured variable " + variables.get(index)
                : "a captured variable";
    }

    private String describe() {
        String method = LambdaShape.of(lambda, LoaderNumbers.APPLICATION).describe();
        if (lambda.getImplMethodKind() != MethodHandleInfo.REF_newInvokeSpecial && !isLambda()) {
            return "method reference " + method;
        }
        return line < 0 || file == null ? "lambda " + method : "lambda at " + file + ":" + line + " (" + method + ")";
    }
}
