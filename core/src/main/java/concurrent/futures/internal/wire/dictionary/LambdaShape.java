package concurrent.futures.internal.wire.dictionary;

import concurrent.futures.internal.wire.ByteSink;
import concurrent.futures.internal.wire.ByteSource;
import java.io.IOException;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/// All of a serialisable lambda but what it captured: it is the same for every evaluation of one lambda
/// expression.
///
/// @param loader the number of the capturing class' loader
/// @param capturingClass the class in which the lambda expression stands, with slashes, as are the other class
///     names
public record LambdaShape(
        int loader,
        String capturingClass,
        String functionalInterface,
        String interfaceMethod,
        String interfaceSignature,
        int implementationKind,
        String implementationClass,
        String implementationMethod,
        String implementationSignature,
        String instantiatedType) {

    /// The shape of a lambda, whose capturing class has a loader of this number.
    public static LambdaShape of(SerializedLambda lambda, int loader) {
        return new LambdaShape(
                loader,
                lambda.getCapturingClass(),
                lambda.getFunctionalInterfaceClass(),
                lambda.getFunctionalInterfaceMethodName(),
                lambda.getFunctionalInterfaceMethodSignature(),
                lambda.getImplMethodKind(),
                lambda.getImplClass(),
                lambda.getImplMethodName(),
                lambda.getImplMethodSignature(),
                lambda.getInstantiatedMethodType());
    }

    /// By hand, as is the hash: what a record gets by itself is put together when it is first used, which takes a JVM
    /// that starts longer than to encode its first lambda.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LambdaShape shape
                && loader == shape.loader
                && implementationKind == shape.implementationKind
                && implementationMethod.equals(shape.implementationMethod)
                && capturingClass.equals(shape.capturingClass)
                && functionalInterface.equals(shape.functionalInterface)
                && interfaceMethod.equals(shape.interfaceMethod)
                && interfaceSignature.equals(shape.interfaceSignature)
                && implementationClass.equals(shape.implementationClass)
                && implementationSignature.equals(shape.implementationSignature)
                && instantiatedType.equals(shape.instantiatedType);
    }

    @Override
    public int hashCode() {
        int hash = loader;
        hash = 31 * hash + capturingClass.hashCode();
        hash = 31 * hash + implementationMethod.hashCode();
        hash = 31 * hash + implementationSignature.hashCode();
        return 31 * hash + functionalInterface.hashCode();
    }

    void writeTo(ByteSink sink) throws IOException {
        sink.writeVarint(loader);
        sink.writeText(capturingClass);
        sink.writeText(functionalInterface);
        sink.writeText(interfaceMethod);
        sink.writeText(interfaceSignature);
        sink.writeVarint(implementationKind);
        sink.writeText(implementationClass);
        sink.writeText(implementationMethod);
        sink.writeText(implementationSignature);
        sink.writeText(instantiatedType);
    }

    static LambdaShape readFrom(ByteSource source) {
        return new LambdaShape(
                source.readVarint(),
                constant(source),
                constant(source),
                constant(source),
                constant(source),
                source.readVarint(),
                constant(source),
                constant(source),
                constant(source),
                constant(source));
    }

    /// Interned: the compiler's `$deserializeLambda$` compares with its own constants.
    private static String constant(ByteSource source) {
        return source.readName().intern();
    }

    SerializedLambda with(Class<?> capturing, @Nullable Object[] captured) {
        return new SerializedLambda(
                capturing,
                functionalInterface,
                interfaceMethod,
                interfaceSignature,
                implementationKind,
                implementationClass,
                implementationMethod,
                implementationSignature,
                instantiatedType,
                captured);
    }

    /// For messages: `com.acme.Main.lambda$main$0`, or `java.lang.String::length` for a method reference.
    public String describe() {
        String method = implementationMethod;
        if (method.startsWith("lambda$")) {
            return implementationClass.replace('/', '.') + "." + method;
        }
        if (implementationKind == MethodHandleInfo.REF_newInvokeSpecial) {
            method = "new";
        }
        return implementationClass.replace('/', '.') + "::" + method;
    }
}
