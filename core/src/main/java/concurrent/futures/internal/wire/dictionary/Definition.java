package concurrent.futures.internal.wire.dictionary;

import concurrent.futures.internal.wire.ByteSource;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One entry of a [DictionaryReplica]. Classes are looked up when first needed and kept weakly.
public sealed interface Definition {
    /// Reads what a [Dictionary] wrote.
    static Definition read(byte[] bytes, ClassResolver resolver) {
        ByteSource source = new ByteSource(bytes);
        byte kind = source.readByte();
        return switch (kind) {
            case Dictionary.CLASS -> {
                int loader = source.readVarint();
                byte[] rest = Arrays.copyOfRange(bytes, source.position(), bytes.length);
                try {
                    yield new OfClass(ClassDescriptors.read(rest), loader, resolver);
                } catch (IOException | ClassNotFoundException | RuntimeException e) {
                    throw new WireFormatException("Class descriptor of " + rest.length + " bytes makes no sense", e);
                }
            }
            case Dictionary.LAMBDA -> new OfLambda(LambdaShape.readFrom(source), resolver);
            case Dictionary.GONE -> new Gone();
            default -> throw new WireFormatException("Kind of definition " + kind + " is none of C, L, G");
        };
    }

    /// The number of the class loader in what a [Dictionary] wrote; 0 if there is none.
    static int loaderOf(byte[] bytes) {
        ByteSource source = new ByteSource(bytes);
        return source.readByte() == Dictionary.GONE ? LoaderNumbers.APPLICATION : source.readVarint();
    }

    /// The number of the class loader; 0 if there is none.
    int loader();

    /// Its class loader is gone, and with it all that could refer to it.
    record Gone() implements Definition {
        @Override
        public int loader() {
            return LoaderNumbers.APPLICATION;
        }
    }

    /// A class descriptor as it was in the writing process.
    final class OfClass implements Definition {
        private static final Map<String, Class<?>> PRIMITIVES = Map.of(
                "void", void.class,
                "boolean", boolean.class,
                "byte", byte.class,
                "short", short.class,
                "char", char.class,
                "int", int.class,
                "long", long.class,
                "float", float.class,
                "double", double.class);

        private final ObjectStreamClass descriptor;
        private final int loader;
        private final ClassResolver resolver;
        private volatile @Nullable WeakReference<Class<?>> resolved;

        private OfClass(ObjectStreamClass descriptor, int loader, ClassResolver resolver) {
            this.descriptor = descriptor;
            this.loader = loader;
            this.resolver = resolver;
        }

        @Override
        public int loader() {
            return loader;
        }

        /// As Java serialisation knows it.
        public ObjectStreamClass descriptor() {
            return descriptor;
        }

        /// The class that it describes.
        public Class<?> resolve() throws ClassNotFoundException {
            WeakReference<Class<?>> reference = resolved;
            Class<?> known = reference == null ? null : reference.get();
            if (known != null) {
                return known;
            }
            Class<?> found = resolve(descriptor.getName(), loader, resolver);
            resolved = new WeakReference<>(found);
            return found;
        }

        /// Takes arrays and primitive types apart, so that a resolver needs not know them.
        private static Class<?> resolve(String name, int loader, ClassResolver resolver) throws ClassNotFoundException {
            int dimensions = 0;
            while (dimensions < name.length() && name.charAt(dimensions) == '[') {
                dimensions++;
            }
            if (dimensions == 0) {
                Class<?> primitive = PRIMITIVES.get(name);
                return primitive != null ? primitive : resolver.resolve(loader, name);
            }
            if (name.charAt(name.length() - 1) != ';') {
                return Class.forName(name);
            }
            Class<?> type = resolver.resolve(loader, name.substring(dimensions + 1, name.length() - 1));
            for (int i = 0; i < dimensions; i++) {
                type = type.arrayType();
            }
            return type;
        }
    }

    /// The shape of a lambda.
    final class OfLambda implements Definition {
        private final LambdaShape shape;
        private final ClassResolver resolver;
        private volatile @Nullable WeakReference<Class<?>> capturing;

        private OfLambda(LambdaShape shape, ClassResolver resolver) {
            this.shape = shape;
            this.resolver = resolver;
        }

        @Override
        public int loader() {
            return shape.loader();
        }

        /// All but what it captured.
        public LambdaShape shape() {
            return shape;
        }

        /// Makes the lambda anew.
        ///
        /// @throws Throwable what linking or the capturing class throws
        public Object rebuild(@Nullable Object[] captured) throws Throwable {
            return LambdaFactory.make(shape, capturingClass(), captured);
        }

        private Class<?> capturingClass() throws ClassNotFoundException {
            WeakReference<Class<?>> reference = capturing;
            Class<?> known = reference == null ? null : reference.get();
            if (known != null) {
                return known;
            }
            Class<?> found =
                    resolver.resolve(shape.loader(), shape.capturingClass().replace('/', '.'));
            capturing = new WeakReference<>(found);
            return found;
        }
    }
}
